"""Time zones as people type them: IANA names in any case, the city alone, common cities; else, what may be meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from bot.briefing.calendar.cities import ABBREVIATIONS, CITIES, STARTERS
from bot.cards.limits import CHOICES

_NOT_ZONES = frozenset({"Factory", "localtime", "posixrules"})
_SUGGESTED = 5
_NEAR = 75.0
"""Floor for near names: below it, what rapidfuzz finds shares some letters and no more."""
_OFFSET = re.compile(r"(?:utc|gmt)?\s*[+-−]\s*\d{1,2}(?::?\d{2})?")
_PUNCTUATION = re.compile(r"[^\w]")
_UNIVERSAL = frozenset({"utc", "gmt", "z", "zulu"})


@dataclass(frozen=True, slots=True)
class Zone:
    """The IANA name that was meant."""

    name: str


@dataclass(frozen=True, slots=True)
class NoZone:
    """Nothing, or more than one thing, that was meant: a sentence, and IANA names to choose from."""

    text: str
    suggestions: tuple[str, ...]


Found: TypeAlias = Zone | NoZone


@cache
def zone_names() -> frozenset[str]:
    """All IANA names that are places or UTC, of the time zone database that this machine has."""
    return frozenset(available_timezones()) - _NOT_ZONES


def find_zone(text: str) -> Found:
    """The time zone that a person typed, or what they may have meant."""
    typed = _key(text)
    if not typed:
        return NoZone("Name a time zone, like Asia/Tokyo, or a large city.", STARTERS[:_SUGGESTED])
    if typed in _UNIVERSAL:
        return Zone("UTC")
    if typed in ABBREVIATIONS:
        return NoZone(
            f"“{_shown(text)}” is an abbreviation that several places share or that keeps no summer time: "
            "choose a place.",
            ABBREVIATIONS[typed],
        )
    if _OFFSET.fullmatch(typed):
        return NoZone(
            f"“{_shown(text)}” is an offset, which keeps no summer time: choose a place.",
            STARTERS[:_SUGGESTED],
        )
    whole = _by_name().get(typed)
    if whole:
        return Zone(whole)
    zones = _by_label().get(typed, ())
    if len(zones) == 1:
        return Zone(zones[0])
    if zones:
        return NoZone(f"“{_shown(text)}” may be several time zones.", zones)
    # In "Seoul, Korea" the city stands first.
    city = typed.partition(",")[0].strip()
    named = _by_label().get(city, ())
    alike = (zone for _, zone in (*_near(typed, _SUGGESTED), *_near(city, _SUGGESTED)))
    near = tuple(dict.fromkeys((*named, *alike)))[:_SUGGESTED]
    did = " Did you mean one of these?" if near else " Write it like Asia/Tokyo, or name a large city."
    return NoZone(f"There is no time zone or city “{_shown(text)}” in our list.{did}", near)


def zone_choices(typed: str) -> tuple[tuple[str, str], ...]:
    """What autocomplete offers: (label, IANA name), best first, at most as many as Discord shows.

    Names that begin with what was typed, then names with a word that does, then near names.
    """
    wanted = _key(typed)
    if not wanted:
        return tuple((_label(zone), zone) for zone in STARTERS[: CHOICES.most])
    labels = _labels()
    ranked: dict[str, str] = {}
    for tier in (
        _begin(wanted, labels),
        _inside(wanted, labels),
        (label for label, _ in _near(wanted, CHOICES.most)),
    ):
        for label in tier:
            ranked.setdefault(label, labels[label])
    meant = {_label(zone): zone for zone in ABBREVIATIONS.get(wanted, ())}
    if any(name.startswith(wanted) for name in _UNIVERSAL):
        meant |= {"UTC": "UTC"}
    ranked = {**meant, **ranked}
    return tuple(ranked.items())[: CHOICES.most]


def _begin(wanted: str, labels: Mapping[str, str]) -> Iterable[str]:
    starters = set(STARTERS)
    found = [
        label
        for label, zone in labels.items()
        if _key(label).startswith(wanted) or _key(zone).startswith(wanted)
    ]
    return sorted(found, key=lambda label: (labels[label] not in starters, label))


def _inside(wanted: str, labels: Mapping[str, str]) -> Iterable[str]:
    """Names with a word that begins so: first where it is the city's, then where it is the zone's."""

    def has(text: str) -> bool:
        return f" {wanted}" in _PUNCTUATION.sub(" ", f" {_key(text)}")

    found = filter(has, labels)
    return sorted(found, key=lambda label: (not has(label.partition(" (")[0]), label))


def _near(wanted: str, most: int) -> list[tuple[str, str]]:
    """(label, zone) of names like what was typed, best first."""
    by_label = _labels()
    keys = _near_keys()
    found = process.extract(wanted, keys.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=most)
    best = sorted(found, key=lambda one: (-one[1], one[0]))
    return [(label, by_label[label]) for key, _, _ in best for label in keys[key]]


@cache
def _near_keys() -> Mapping[str, tuple[str, ...]]:
    """What a near name is held against: the city, the whole name → the labels it stands for."""
    found: dict[str, list[str]] = {}
    for label, zone in _labels().items():
        for key in dict.fromkeys((_key(label.partition(" (")[0]), _key(zone))):
            found.setdefault(key, []).append(label)
    return {key: tuple(labels) for key, labels in found.items()}


@cache
def _by_name() -> Mapping[str, str]:
    """Whole IANA names, normalised."""
    return {_key(zone): zone for zone in zone_names()}


@cache
def _by_label() -> Mapping[str, tuple[str, ...]]:
    """Cities, normalised: those of the IANA names and the common ones → their zones."""
    found: dict[str, set[str]] = {}
    preferred = set(STARTERS)
    for zone in zone_names():
        if "/" in zone and not zone.startswith("Etc/"):
            found.setdefault(_key(_city(zone)), set()).add(zone)
    for city, zones in found.items():
        if len(zones & preferred) == 1:  # Europe/Istanbul, not Asia/Istanbul
            found[city] = zones & preferred
    for city, zone in CITIES.items():
        found[_key(city)] = {zone}
    return {city: tuple(sorted(zones)) for city, zones in found.items()}


@cache
def _labels() -> Mapping[str, str]:
    """Label → IANA name, for all that autocomplete may offer."""
    # Not Etc/GMT+3 and the like: its sign is the reverse of what people mean, and it keeps no summer time.
    places = (zone for zone in sorted(zone_names()) if "/" in zone and not zone.startswith("Etc/"))
    named = {_label(zone): zone for zone in ("UTC", *places)}
    return named | {f"{city} ({zone})": zone for city, zone in CITIES.items()}


def _label(zone: str) -> str:
    return zone if "/" not in zone else f"{_city(zone)} ({zone})"


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _key(text: str) -> str:
    """Without case, accents and the difference between blank and underscore."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.casefold().replace("_", " ").replace(".", "").split()).replace(" / ", "/")


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"  # noqa: PLR2004 - enough to recognise it
