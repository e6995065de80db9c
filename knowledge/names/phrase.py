"""The stage of partial names and short descriptions: how much of the term, by rarity, an entity's words cover."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from knowledge.names import keys
from knowledge.names.candidate import SEVERAL, Candidate
from knowledge.names.cover import HALF, Asked, Covers
from knowledge.names.index import DECOY, PERSON, PROPER, merged
from knowledge.names.spans import MARK
from knowledge.names.vocabulary import PREFIX
from knowledge.names.words import ASPECTS, FILLER, SAYINGS, STOP

if TYPE_CHECKING:
    from knowledge.names.cover import Cover
    from knowledge.names.index import Entry, NameIndex
    from knowledge.names.misfits import Misfits
    from knowledge.names.vocabulary import Vocabulary, Word

_LONGEST: Final = 10
"""Carrying words beyond which a text is no name and no short description."""

_NAME_COVER: Final = 0.85
_ALL_COVER: Final = 0.9
_DESCRIBED: Final = 3
"""Words that a description alone takes to be recognised by."""

_FLOOR: Final = 48.0
"""What a description must reach to be taken; the decision has the same floor."""

_NAMED: Final = 60.0
"""For a name among words that do not fit: enough to be offered."""

_TOP: Final = 90.0
_WHOLE: Final = 94.0
_OWN: Final = 8.0
"""For a name typed in full among other words."""

_HEAD: Final = 5.0
"""For the word that says what sort of thing is meant: "treaty on missiles" is a treaty."""

_OBJECT: Final = 0.85
"""For what stands after the preposition, when something else stands before it."""

_GENERAL: Final = frozenset({"state", "concept"})
"""Kinds that say little beside a state's name: "missile defence in Japan" is a system there."""

_OWN_WORDS: Final = frozenset({"person", "place"})
"""Kinds of which a part of a name is seldom a common word."""

_MADE: Final = frozenset({"weapon-system", "treaty"})
"""Kinds that are deployed, signed, extended …"""

_THINGS: Final = frozenset({"policy", "treaty", "event", "format", "law", "dispute", "partnership"})
"""Kinds that are done, signed or held: named in full they are what the term is about."""

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_WHERE: Final = frozenset({"state", "place"})
_SPEAKERS: Final = frozenset({"person", "organisation", "state"})
_AGENTS: Final = frozenset({"person", "organisation"})
_ON: Final = re.compile(r" (?:on|about|over) ")
_JOINS: Final = frozenset({"and", "or", "vs", "versus", "и", "или"})
_PREPOSITIONS: Final = frozenset({"on", "over", "about", "between", "of", "against", "with", "in"})
_BEFORE_PREPOSITION: Final = re.compile(rf"(\w+) (?:{'|'.join(_PREPOSITIONS)}|that|which|who)\b")


class Phrases:
    """Finds entities by the words of their names and descriptions."""

    def __init__(self, index: NameIndex, vocabulary: Vocabulary, misfits: Misfits) -> None:
        self._index = index
        self._vocabulary = vocabulary
        self._misfits = misfits
        self._covers = Covers(index, self._vocabulary)
        self._kinds = frozenset(merged(entity.kind for entity in index.entities.values()))

    def find(self, text: str) -> list[Candidate]:
        """Give the entities whose names and descriptions cover the words of a reading, best first.

        Several names and nothing else ask which of them is meant, unless one thing is all of them: "A and B" always.
        """
        tokens = self._vocabulary.tokens(text)
        words = self._vocabulary.weighed(tokens, _LONGEST)
        named = [word.text[1:] for word in words if word.text[0] == MARK and word.text != MARK + DECOY]
        if MARK + DECOY in tokens:
            return self._offered(named)
        only_names = len(named) > 1 and all(word.text[0] == MARK or word.text in FILLER for word in words)
        if only_names and _are_listed(tokens):
            return self._several(named)
        found = self._fitting(text, words)
        if not _suffices(found):
            found = self._fitting(text, self._names_of(words, named)) or found
        if only_names and not _suffices(found):
            return self._done_by(named) or self._several(named)
        if not _suffices(found) and (both := self._said_on(text)):
            return both
        return found + self._offered(named)

    def _names_of(self, words: list[Word], named: list[str]) -> list[Word]:
        """Give the names alone when the other words are about them, else nothing: "remarks by A", "deployment of B"."""
        made = any(self._index.entities[own].kind in _MADE | _THINGS for own in named)
        about = SAYINGS | (FILLER | ASPECTS if made else frozenset())
        names = [word for word in words if word.text[0] == MARK]
        others = [word.text for word in words if word not in names]
        dated = len(named) == 1 and self._index.entities[named[0]].kind in _THINGS
        fits = all(other in about or (dated and self._may_date(other, named[0])) for other in others)
        return names if fits else []

    def _fitting(self, text: str, words: list[Word]) -> list[Candidate]:
        total = sum(word.weight for word in words)
        if not total or all(len(word.text) == 1 for word in words):
            return []  # letters that stand alone begin too many names
        typed = frozenset(merged(keys.latin(text).split())) - STOP
        asked = Asked(text, words, total, _head(text), typed, frozenset(word.text for word in words))
        covers = self._covers.find(asked)
        found = (self._judge(asked, target, cover) for target, cover in covers.items())
        fitting = self._misfits.held_back(text, (one for one in found if one))
        return sorted(fitting, key=lambda one: -one.score)

    def _said_on(self, text: str) -> list[Candidate]:
        """Give a speaker and a subject that is itself a name, however weak: "A on the constitution" asks which."""
        parts = _ON.split(text, maxsplit=1)
        if len(parts) == 1:
            return []
        speakers = [one for one in self._index.native.get(parts[0]) if self._may_speak(one.target)]
        subjects = [one for one in self._index.native.get(parts[1]) if one.target != DECOY]
        if not (speakers and subjects):
            return []
        reason = "one of the names in the words"
        return [Candidate(entry, _WHOLE, SEVERAL, reason) for entry in (*speakers, *subjects)]

    def _may_speak(self, target: str) -> bool:
        return target in self._index.entities and self._index.entities[target].kind in _SPEAKERS

    def _done_by(self, named: list[str]) -> list[Candidate]:
        """Give the one thing among people and offices of a state of its own: "Trump's withdrawal from INF"."""
        agents = [own for own in named if self._index.entities[own].kind in _AGENTS]
        rest = [own for own in named if own not in agents]
        if len(rest) != 1 or not agents or self._index.entities[rest[0]].kind not in _MADE | _THINGS:
            return []
        if not all(self._misfits.share_a_state(agent, rest[0]) for agent in agents):
            return []
        return [
            Candidate(
                self._index.canonical[rest[0]], _WHOLE, "phrase", "the thing that these people are named with"
            )
        ]

    def _several(self, named: list[str]) -> list[Candidate]:
        return [
            Candidate(self._index.canonical[own], _WHOLE, SEVERAL, "one of the names in the words")
            for own in named
        ]

    def _offered(self, named: list[str]) -> list[Candidate]:
        """Give what is named in full among words that do not fit it."""
        return [
            Candidate(
                self._index.canonical[own], _NAMED, "phrase", "its name stands among the words", sure=False
            )
            for own in named
        ]

    def _judge(self, asked: Asked, target: str, cover: Cover) -> Candidate | None:
        everything, named = cover.everything / asked.total, cover.named / asked.total
        if everything < HALF:
            return None
        entry = self._vocabulary.rows[cover.row] if cover.row >= 0 else self._index.canonical[target]
        if asked.tokens == {MARK + target}:
            return Candidate(entry, _WHOLE, "phrase", f'the words around "{entry.text}" left out')
        score = self._score(asked, target, entry, everything, named)
        if asked.head in self._kinds and asked.head not in self._vocabulary.sorts[target]:
            return Candidate(entry, score, "phrase", f"not the {asked.head} that was asked for", sure=False)
        if named >= _NAME_COVER:
            sure = self._distinct(asked, entry) and self._is_enough(asked, entry)
            return Candidate(entry, score, "phrase", f'part of the name "{entry.text}"', sure)
        enough = cover.hits > 1 and (MARK + target in asked.tokens or self._describes(asked, target))
        fits = enough and everything >= _ALL_COVER and not self._is_another(asked, target)
        fits = fits and not (self._index.entities[target].kind == PERSON and _has_year(asked))
        sure = fits or self._is_named_among_states(asked, target)
        return Candidate(entry, score, "phrase", "its description fits the words", sure, titled=True)

    def _score(self, asked: Asked, target: str, entry: Entry, everything: float, named: float) -> float:
        """Weigh what is covered at all, by one name, of that name, and of the description; then the sort of thing."""
        precise = _overlap(asked.text, entry) if named else 0.0
        dense = min(1.0, len(asked.words) / self._vocabulary.told[target])
        score = _TOP * (0.56 * everything + 0.28 * named + 0.12 * precise + 0.04 * dense)
        own = MARK + target in asked.tokens
        if asked.head and asked.head in self._vocabulary.sorts[target]:
            score += _HEAD
        elif own and self._is_object(asked, target):
            return round(score * _OBJECT, 2)
        if own and named < _NAME_COVER:
            score += _OWN
        return round(score, 2)

    def _is_object(self, asked: Asked, target: str) -> bool:
        """Say whether the name stands after a preposition, and something else before it."""
        return (
            asked.words[-1].text == MARK + target
            and asked.head not in target
            and bool(_BEFORE_PREPOSITION.search(asked.text))
        )

    def _is_named_among_states(self, asked: Asked, target: str) -> bool:
        """Say whether the text is a thing's full name and where it is: "THAAD in Japan"."""
        others = asked.tokens - {MARK + target} - FILLER
        return (
            MARK + target in asked.tokens
            and self._index.entities[target].kind not in _GENERAL
            and all(
                (other[0] == MARK and self._is_somewhere(other[1:])) or self._may_date(other, target)
                for other in others
            )
        )

    def _may_date(self, word: str, target: str) -> bool:
        """Say whether this is a year that the target's names or description have."""
        return bool(_YEAR.fullmatch(word)) and target in self._vocabulary.owners(word)

    def _is_another(self, asked: Asked, target: str) -> bool:
        """Say whether the words hold the full name of another thing, so that a description says less than they do."""
        named = {token[1:] for token in asked.tokens if token[0] == MARK} - {target, DECOY}
        if asked.head in self._vocabulary.sorts[target]:  # "vote on the constitution" is no constitution
            named = {own for own in named if target not in self._vocabulary.owners(MARK + own)}
        if self._index.entities[target].kind == "state" and any(map(self._is_somewhere, named)):
            return True  # "White House site" is in no other state
        return MARK + target not in asked.tokens and any(self._is_thing(own) for own in named)

    def _is_thing(self, target: str) -> bool:
        kind = self._index.entities[target].kind
        return kind in _THINGS or (kind in _MADE and self._misfits.is_proper(target))

    def _is_somewhere(self, target: str) -> bool:
        return target in self._index.entities and self._index.entities[target].kind in _WHERE

    def _describes(self, asked: Asked, target: str) -> bool:
        """Say whether the words are enough of a description: three, names alone, or the sort of thing and what of."""
        sort = asked.head in self._vocabulary.sorts[target] and not asked.text.endswith(asked.head)
        return sort or len(asked.words) >= _DESCRIBED or all(token[0] == MARK for token in asked.tokens)

    def _is_enough(self, asked: Asked, entry: Entry) -> bool:
        """Ask two words, of which none is proper to the entity, for a whole name, or for more than half of its own.

        A "cruise ship" is no anti-ship cruise missile, a "Russian war" no treaty ending the war of Japan and Russia.
        """
        if len(asked.words) >= _DESCRIBED or MARK + entry.target in asked.tokens:
            return True
        if self._index.entities[entry.target].kind in _OWN_WORDS:
            return True
        typed = len(asked.typed - FILLER)
        own = len(frozenset(merged(entry.latin.split())) - STOP - FILLER)
        apart = not any(token[0] == MARK for token in asked.tokens)
        return typed >= own or (apart and entry.kind == "canonical" and typed > HALF * own)

    def _distinct(self, asked: Asked, entry: Entry) -> bool:
        """Say whether the words are enough of a name: not a weak one, no number left out, no everyday word alone."""
        plain = keys.latin(asked.text)
        whole = MARK + entry.target in asked.tokens
        if entry.weak or not (whole or entry.numbers == keys.numbers(plain)):
            return False
        if whole or len(asked.words) > 1:
            return True
        if " " in plain and len(plain) > PREFIX and f" {plain} " in f" {entry.latin} ":
            return True
        return self._is_proper(asked.words[0], entry)

    def _is_proper(self, word: Word, entry: Entry) -> bool:
        """Take a single word only from the entity's own name, and from a proper name at that.

        The names of concepts, policies and the like are made of common words: one of them alone is only offered.
        """
        own = self._index.canonical[entry.target].latin.split()
        proper = len(own) == 1 or self._index.entities[entry.target].kind in PROPER
        shortest = PREFIX if 1.0 in word.known.values() else PREFIX + 1
        return (
            proper
            and len(word.text) >= shortest
            and any(known in own for known in word.known)
            and not self._vocabulary.is_everyday(word.text)
        )


def _overlap(text: str, entry: Entry) -> float:
    """Give the share of the name's own words that were typed."""
    own = set(merged(entry.latin.split())) - STOP
    return len(own & set(merged(keys.latin(text).split()))) / max(1, len(own))


def _head(text: str) -> str:
    """Give the word that says what sort of thing is meant: before the first preposition, else the last."""
    found = _BEFORE_PREPOSITION.search(text)
    return merged((found[1] if found else text.rsplit(maxsplit=1)[-1],))[0] if " " in text else ""


def _has_year(asked: Asked) -> bool:
    """Say whether the words hold a year: terms of office run over several, and one description does not tell whose."""
    return any(_YEAR.fullmatch(word.text) for word in asked.words)


def _suffices(found: list[Candidate]) -> bool:
    return any(one.sure and one.score >= _FLOOR for one in found)


def _are_listed(tokens: list[str]) -> bool:
    """Say whether names are joined at the top: "A and B", but not "what is between A and B" or "A and B talks"."""
    joins = [at for at, token in enumerate(tokens) if token in _JOINS]
    if not joins or not joins[0]:
        return False
    last = [token for token in tokens[joins[-1] + 1 :] if token[0] == MARK]
    return len(last) == 1 and _PREPOSITIONS.isdisjoint(tokens[: joins[0]])
