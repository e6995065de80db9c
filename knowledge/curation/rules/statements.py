"""What one claim may say: its kind, voices and times fit each other, and no wording loses what it hangs on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from knowledge import dates
from knowledge.curation.markers import disagreements
from knowledge.curation.problems import Problem
from knowledge.curation.receipts import claim_digest
from knowledge.curation.rules.references import leads_back
from knowledge.curation.schema import AUTHOR, UNNAMED, Claim, EntityKind, Voice
from knowledge.curation.seeds import DocumentSeeds, Placed, Seeds
from knowledge.curation.wordings import wordings

_BY_THE_AUTHOR = frozenset({"event", "status", "background", "assessment", "motive", "non-action"})
_BY_A_SPEAKER = frozenset({"position", "allegation"})
_NOT_HAPPENED = frozenset({"plan", "forecast", "warning", "recommendation"})
_LEVELS: Mapping[EntityKind, frozenset[str]] = {
    "person": frozenset({"person"}),
    "state": frozenset({"government", "officials", "capital"}),
    "organisation": frozenset({"institution", "officials", "agency"}),
}
_STOP_WORDS = frozenset(["the", "of", "and", "for", "in", "a", "an", "unnamed", "some"])


def check(seeds: Seeds) -> Iterator[Problem]:
    """Rules on single claims, and the order between linked ones."""
    orders = {placed.value.id: document.document.value.order for document, placed in seeds.claims()}
    for document, placed in seeds.claims():
        yield from _voices(placed, seeds.kinds)
        yield from _times(document, placed)
        for index, link in enumerate(placed.value.links):
            if orders.get(link.claim, 0) > document.document.value.order:
                message = f"{link.claim!r} stands in a later document: write the link there"
                yield placed.problem(("links", index, "claim"), "link-forward", message)
        reading = placed.value.second_reading
        if reading and reading.digest != claim_digest(placed.value):
            message = (
                "the claim was edited after its second reading: have it read again, or take the reading out"
            )
            yield placed.problem(("second_reading", "digest"), "edited-after-reading", message)
    yield from _markers(seeds)
    yield from _update_circles(seeds)


def _voices(placed: Placed[Claim], kinds: Mapping[str, EntityKind]) -> Iterator[Problem]:
    claim = placed.value
    first, last = claim.voices[0], claim.voices[-1]
    if first.level not in ("author", "agency"):
        message = "the outermost voice is the document's author (or the agency of a picture): begin with it"
        yield placed.problem(("voices", 0, "speaker"), "first-voice", message)
    if claim.kind in _BY_THE_AUTHOR and last.level not in ("author", "agency"):
        message = f"kind {claim.kind} is the author's own word: take the speaker out, or choose another kind"
        yield placed.problem(("kind",), "kind-and-voice", message)
    if claim.kind in _BY_A_SPEAKER and last.level == "author":
        message = (
            f"kind {claim.kind} needs a speaker besides the author: add the voice, or choose another kind"
        )
        yield placed.problem(("kind",), "kind-and-voice", message)
    for index, voice in enumerate(claim.voices):
        yield from _level(placed, index, voice, kinds)


def _level(
    placed: Placed[Claim], index: int, voice: Voice, kinds: Mapping[str, EntityKind]
) -> Iterator[Problem]:
    path = ("voices", index, "level")
    if (voice.speaker == AUTHOR) != (voice.level == "author"):
        yield placed.problem(path, "voice-level", "the speaker author and the level author go together")
    elif (voice.speaker == UNNAMED) != (voice.level == "unattributed"):
        yield placed.problem(
            path, "voice-level", "the speaker unnamed and the level unattributed go together"
        )
    elif voice.speaker in kinds:
        kind = kinds[voice.speaker]
        allowed = _LEVELS.get(kind, frozenset())
        if voice.level not in allowed:
            said = ", ".join(sorted(allowed)) or "no level: this entity does not speak"
            message = f"{voice.speaker!r} is a {kind} and speaks as {said}; not as {voice.level}"
            yield placed.problem(path, "voice-level", message)
        if voice.level in ("officials", "capital") and voice.name is None:
            message = "officials and capitals need a name: say who the sentence names, e.g. unnamed Russian officials"
            yield placed.problem(path, "voice-name", message)


def _times(document: DocumentSeeds, placed: Placed[Claim]) -> Iterator[Problem]:
    claim = placed.value
    if claim.kind in _NOT_HAPPENED and claim.times.happened:
        message = f"a {claim.kind} has not happened: use said or target"
        yield placed.problem(("times", "happened"), "kind-and-time", message, key=True)
    latest = dates.parse(document.document.value.published.edtf).upper
    for key in ("happened", "said"):
        dated = getattr(claim.times, key)
        if dated is None or latest is None:
            continue
        lower = dates.parse(dated.edtf).lower
        if lower is not None and lower > latest:
            message = (
                f"{dated.edtf} is after the document itself ({latest}): correct the date, or make it a target"
            )
            yield placed.problem(("times", key, "edtf"), "time-after-document", message)


def _markers(seeds: Seeds) -> Iterator[Problem]:
    names = {placed.value.id: _name_words(placed.value) for placed in seeds.entities}
    for wording in wordings(seeds):
        claim = wording.claim
        if claim is None:
            continue
        terms = [term for citation in claim.citations for term in citation.terms]
        terms += [part for voice in claim.voices for part in (voice.cue, voice.hedge) if part]
        for message in disagreements(wording.text, terms, loses_only=wording.short):
            yield wording.placed.problem(wording.path, "marker", message)
        if wording.short or claim.kind in _BY_A_SPEAKER:
            yield from _names_speaker(wording.placed, str(wording.path[-1]), wording.text, claim, names)


def _names_speaker(
    placed: Placed[Claim], key: str, text: str, claim: Claim, names: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """A wording of what somebody said names who said it."""
    last = claim.voices[-1]
    if last.level in ("author", "agency"):
        return
    wanted = names.get(last.speaker, frozenset()) | _words(last.name or "")
    if last.speaker == UNNAMED:
        wanted |= {"reported", "reportedly", "hearsay", "unnamed"}
    if not wanted & _words(text):
        message = (
            f"the {key} drops the speaker ({last.name or last.speaker}): name it, or leave the {key} out"
        )
        yield placed.problem((key,), "speaker-dropped", message)


def _name_words(entity: object) -> frozenset[str]:
    names = [getattr(entity, "name", ""), *(name.text for name in getattr(entity, "names", ()))]
    return frozenset[str]().union(*map(_words, names))


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(found) - _STOP_WORDS


def _update_circles(seeds: Seeds) -> Iterator[Problem]:
    """Two claims cannot each replace the other."""
    updates = {
        placed.value.id: [link.claim for link in placed.value.links if link.type == "updates"]
        for _, placed in seeds.claims()
    }
    for _, placed in seeds.claims():
        if leads_back(placed.value.id, updates):
            message = "this claim updates itself by way of others: break the circle"
            yield placed.problem(("links",), "circle", message)
