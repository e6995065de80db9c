"""A question in words, read into its parts: entities, words, and what sort of statement it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.answers.search.asking import (
    OFFICE,
    Token,
    asking_left_out,
    attribute_of,
    fold_all,
    steers_of,
    tokens_of,
)
from knowledge.answers.search.likeness import like_words, phrases, stem
from knowledge.answers.search.parts import Part, Reading
from knowledge.answers.search.vocabulary import CARRY_NOTHING, SAYING, TOPICS, carries_little, spellings
from knowledge.answers.search.whom import doers_in, speakers_in
from knowledge.edition import Edition
from knowledge.names import keys
from knowledge.names.index import DECOY, Entry
from knowledge.names.normalise import fold
from knowledge.names.result import Alias, Exact, Fuzzy

LONGEST: Final = 400
"""Characters of a question that are read: more than Discord lets people type here."""
_LONGEST_NAME: Final = 8
_LONGEST_PHRASE: Final = 5
_ARTICLE: Final = "the"
_SIGNS: Final = "぀-ヿ㐀-鿿가-힣"
_RUN: Final = re.compile(rf"[{_SIGNS}](?:[{_SIGNS}ー]| (?=[가-힣]))*")
_GRAMMAR: Final = re.compile(r"[぀-ゟー]+|[은는이가을를의에와과도로]|에서|에게|으로|까지|부터")
_FIGURES: Final = "zero one two three four five six seven eight nine ten eleven twelve".split()
_SLIPS: Final = ((8, 1), (30, 2))
_SLIP_LEAST: Final = 5
_BY_NAME: Final = 88.0
_ACRONYM: Final = 5


@dataclass
class Reader:
    """Reads questions against one edition."""

    edition: Edition
    words: frozenset[str] = field(init=False)
    _like: Mapping[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        claims = self.edition.claims.values()
        said = (
            f"{held.claim.text} {held.claim.headline or ''} {held.claim.short or ''} "
            + " ".join(term for cited in held.claim.citations for term in cited.terms)
            for held in claims
        )
        known = {word for text in said for word in fold_all(text)}
        self.words = frozenset(word for word in known if word.isalpha() and word.isascii())
        self._like = like_words()

    def read(self, question: str) -> Reading:
        """The question in its parts; whatever is typed."""
        text = " ".join(question[:LONGEST].split())
        parts = list(self._eastern(text))
        latin = _RUN.sub(" ", text)
        tokens = tokens_of(latin)
        attribute = attribute_of(" ".join(token.folded for token in tokens))
        tokens = [token if token.folded == attribute else self._corrected(token) for token in tokens]
        folded = " ".join(token.folded for token in tokens)
        tokens = asking_left_out(tokens, folded)
        parts += self._parts(tokens)
        parts = [
            replace(part, carries=True) if part.text == attribute and part.sort != "entity" else part
            for part in parts
        ]
        speakers, doers = speakers_in(self.edition, folded, parts), doers_in(self.edition, folded, parts)
        steers = steers_of(folded)
        counted = self._counted(folded) if "number" in steers else frozenset()
        offices = frozenset(map(stem, OFFICE.findall(folded))) if "office" in steers else frozenset()
        return Reading(tuple(dict.fromkeys(parts)), steers, speakers, doers, counted, offices)

    def _counted(self, folded: str) -> frozenset[str]:
        words = [word for word in folded.split() if word not in CARRY_NOTHING]
        like = (stem(other) for word in words for other in self._like.get(stem(word), ()))
        return frozenset({*map(stem, words), *like})

    def _parts(self, tokens: Sequence[Token]) -> Iterator[Part]:
        at = 0
        while at < len(tokens):
            length, part = self._longest(tokens, at)
            if part is not None:
                yield part
            at += length

    def _longest(self, tokens: Sequence[Token], at: int) -> tuple[int, Part | None]:
        for length in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
            run = tokens[at : at + length]
            found = None if self._joins(run) else self._named(run)
            if found is not None:
                return self._after_article(tokens, at, length) or (length, found)
        return self._phrase(tokens, at) or (1, self._word(tokens[at]))

    def _after_article(self, tokens: Sequence[Token], at: int, length: int) -> tuple[int, None] | None:
        """The article alone, where a name that begins after it reaches further: "the South Korean …"."""
        if tokens[at].folded != _ARTICLE or length == 1:
            return None
        longest = min(_LONGEST_NAME, len(tokens) - at - 1)
        further = any(self._named(tokens[at + 1 : at + 1 + more]) for more in range(length, longest + 1))
        return (1, None) if further else None

    def _phrase(self, tokens: Sequence[Token], at: int) -> tuple[int, Part | None] | None:
        """A phrase whose words mean something else alone, read as the word that it stands for."""
        for length in range(min(_LONGEST_PHRASE, len(tokens) - at), 1, -1):
            typed = " ".join(token.folded for token in tokens[at : at + length])
            word = phrases().get(typed)
            if word is not None:
                found = self._word(Token(word, typed, upper=False)) if word else None
                return length, replace(found, text=typed) if found else None
        return None

    def _joins(self, run: Sequence[Token]) -> bool:
        """Whether the words are two names with "and" between them: two things, and not what they have together."""
        words = [token.folded for token in run]
        native = self.edition.resolver.index.native
        return any(
            word == "and" and native.get(" ".join(words[:at])) and native.get(" ".join(words[at + 1 :]))
            for at, word in enumerate(words)
        )

    def _named(self, run: Sequence[Token]) -> Part | None:
        """The names that these words are, whatever their case."""
        index = self.edition.resolver.index
        text = " ".join(token.folded for token in run)
        carries_nothing = all(token.folded in CARRY_NOTHING | SAYING for token in run)
        if carries_nothing and not (len(run) == 1 and run[0].upper and run[0].typed.isupper()):
            return None
        entries: Sequence[Entry] = index.native.get(text)
        if not entries and keys.script(text) == "cyrillic":
            entries = index.stems.get(" ".join(sorted(keys.dictionary_stem(token.folded) for token in run)))
        entries = [entry for entry in entries if not entry.everyday and self._cased(entry, run)]
        targets = [entry for entry in entries if entry.target != DECOY]
        if entries and not targets:
            return Part(text, "unknown")
        if not targets:
            return None
        meanings: dict[str, None] = {}
        for entry in targets:
            ambiguity = index.ambiguities.get(entry.target)
            meanings.update(dict.fromkeys(ambiguity.meanings if ambiguity else (entry.target,)))
        weak = all(entry.weak for entry in targets)
        common = len(meanings) > 1 and all(entry.text[:1].islower() for entry in targets)
        return Part(text, "entity", tuple(meanings), (text,), weak=weak, common=common, each=self._each(run))

    def _each(self, run: Sequence[Token]) -> tuple[tuple[str, ...], ...]:
        words = [token.folded for token in run if token.folded not in CARRY_NOTHING]
        if len(words) == 1:
            return ()
        return tuple((*spellings(word), *self._like.get(stem(word), ())) for word in words)

    def _word(self, token: Token) -> Part | None:
        word = token.folded
        if word in CARRY_NOTHING or word in SAYING or (len(word) == 1 and not word.isdigit()):
            return None
        if keys.script(word) == "cyrillic":
            return self._russian(token)
        forms = (
            (word, _FIGURES[int(word)]) if word.isdigit() and int(word) < len(_FIGURES) else spellings(word)
        )
        if self.edition.full_text.holding(forms, "text short terms voices names"):
            return Part(word, "word", (), forms, self._like.get(stem(word), ()))
        like = self._like.get(stem(word), ())
        if like and self.edition.full_text.holding(like):
            return Part(word, "word", (), forms, like)
        return self._nearly(word) or Part(word, "unknown", (), forms, lower=not token.upper)

    def _nearly(self, word: str) -> Part | None:
        """A name spelt or inflected a little differently."""
        if len(word) < _SLIP_LEAST or self._in_documents(word):
            return None
        found = self.edition.resolver.resolve(word)
        if isinstance(found, Exact | Alias | Fuzzy) and found.match.score >= _BY_NAME:
            matched = fold(found.match.matched)
            if " " not in matched and word[0] == matched[0]:
                return Part(word, "entity", (found.match.entity,), (matched,))
        return None

    def _russian(self, token: Token) -> Part:
        word = token.folded
        for beginning, key in TOPICS["ru"].items():
            if word.startswith(beginning):
                return replace(self._key(key), text=word)
        found = self._nearly(word)
        return found or Part(word, "foreign", lower=not token.upper)

    def _key(self, key: str) -> Part:
        like = tuple(dict.fromkeys(other for word in key.split() for other in self._like.get(stem(word), ())))
        return Part(key, "word", (), (key, *key.split()), like)

    def _eastern(self, text: str) -> Iterator[Part]:
        """The names in Chinese characters, kana and Hangul, then the topic words in what is left."""
        found = [one for one in self.edition.resolver.find(text) if _RUN.match(one.text)]
        left = list(text)
        for one in found:
            left[one.start : one.end] = " " * (one.end - one.start)
            yield Part(one.text, "entity", one.meanings, (one.text,))
        for run in _RUN.findall("".join(left)):
            for piece in run.split():
                yield from self._topics(piece)

    def _topics(self, run: str) -> Iterator[Part]:
        """Topic words in a run without spaces, longest first; the rest is foreign unless it is only grammar."""
        whole = self.edition.resolver.resolve(run)
        if isinstance(whole, Exact | Alias) or (isinstance(whole, Fuzzy) and whole.match.score >= _BY_NAME):
            yield Part(run, "entity", (whole.match.entity,), (run,))
            return
        rest = run
        known = {word: key for own, words in TOPICS.items() if own != "ru" for word, key in words.items()}
        for word in sorted(known, key=len, reverse=True):
            if word in rest and (len(word) > 1 or word == run):
                rest = rest.replace(word, " ")
                yield replace(self._key(known[word]), text=word)
        for piece in rest.split():
            if not _GRAMMAR.fullmatch(piece):
                yield Part(piece, "foreign")

    def _corrected(self, token: Token) -> Token:
        """A slip of the keys in a word of the claims or of a name set right; words of the documents stay."""
        word = token.folded
        index = self.edition.resolver.index
        allowed = next((edits for length, edits in _SLIPS if len(word) <= length), 0)
        if len(word) < _SLIP_LEAST or not (word.isascii() and word.isalpha()) or self._is_word(word):
            return token
        if index.native.get(word):
            return token
        known = [
            other for other in self.words | index.words if other[:1] == word[0] and len(other) >= _SLIP_LEAST
        ]
        hit = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=allowed)
        return token if hit is None else replace(token, folded=str(hit[0]))

    def _is_word(self, word: str) -> bool:
        spelt = spellings(word)
        return (
            word in CARRY_NOTHING
            or word in SAYING
            or carries_little(word)
            or any(other in self.words or other in self.edition.resolver.index.words for other in spelt)
            or bool(self.edition.full_text.holding(spelt))
            or bool(self._like.get(stem(word)))
            or self._in_documents(word)
        )

    def _in_documents(self, word: str) -> bool:
        return any(word in source.vocabulary for source in self.edition.sources.values())

    def _cased(self, entry: Entry, run: Sequence[Token]) -> bool:
        """Whether a name may be meant: an acronym that is also a word ("US", "START") is written as one."""
        letters = [sign for sign in entry.text if sign.isalpha()]
        if len(run) > 1 or not letters or not entry.text.isascii() or len(letters) > _ACRONYM:
            return True
        word = run[0].folded
        return run[0].upper or not (
            word in CARRY_NOTHING or (entry.text.isupper() and stem(word) in self._like)
        )
