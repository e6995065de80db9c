"""Cities and abbreviations that people type for a time zone and that are no IANA name of their own.

Which zone a city keeps is public knowledge; a test holds every zone here against the IANA database.
"""

from __future__ import annotations

from collections.abc import Mapping

_LISTED = """
Abu Dhabi=Asia/Dubai | Ankara=Europe/Istanbul | Atlanta=America/New_York | Bangalore=Asia/Kolkata
Barcelona=Europe/Madrid | Basel=Europe/Zurich | Beijing=Asia/Shanghai | Bengaluru=Asia/Kolkata | Bern=Europe/Zurich
Birmingham=Europe/London | Bonn=Europe/Berlin | Boston=America/New_York | Brasília=America/Sao_Paulo
Busan=Asia/Seoul | Cape Town=Africa/Johannesburg | Chennai=Asia/Kolkata | Cologne=Europe/Berlin
Dallas=America/Chicago | Delhi=Asia/Kolkata | Edinburgh=Europe/London | Frankfurt=Europe/Berlin
Fukuoka=Asia/Tokyo | Geneva=Europe/Zurich | Guangzhou=Asia/Shanghai | Hamburg=Europe/Berlin | Hanoi=Asia/Bangkok
Hiroshima=Asia/Tokyo | Houston=America/Chicago | Islamabad=Asia/Karachi | Khabarovsk=Asia/Vladivostok
Kyoto=Asia/Tokyo | Lausanne=Europe/Zurich | Lyon=Europe/Paris | Manchester=Europe/London | Marseille=Europe/Paris
Miami=America/New_York | Milan=Europe/Rome | Montreal=America/Toronto | Mumbai=Asia/Kolkata | Munich=Europe/Berlin
Nagoya=Asia/Tokyo | Naypyidaw=Asia/Yangon | New Delhi=Asia/Kolkata | Okinawa=Asia/Tokyo | Osaka=Asia/Tokyo
Ottawa=America/Toronto | Petropavlovsk=Asia/Kamchatka | Philadelphia=America/New_York | Pretoria=Africa/Johannesburg
Rio de Janeiro=America/Sao_Paulo | Saint Petersburg=Europe/Moscow | San Francisco=America/Los_Angeles
Sapporo=Asia/Tokyo | Seattle=America/Los_Angeles | Shenzhen=Asia/Shanghai | Silicon Valley=America/Los_Angeles
Stuttgart=Europe/Berlin | Tel Aviv=Asia/Jerusalem | The Hague=Europe/Amsterdam | Turin=Europe/Rome
Washington=America/New_York | Washington DC=America/New_York | Wellington=Pacific/Auckland
Yekaterinburg=Asia/Yekaterinburg | Yuzhno-Sakhalinsk=Asia/Sakhalin | Pyongyang=Asia/Pyongyang
"""
CITIES: Mapping[str, str] = {
    city.strip(): zone.strip()
    for city, zone in (entry.split("=") for line in _LISTED.strip().splitlines() for entry in line.split("|"))
}
"""City → IANA zone, for cities whose name is not in the IANA name."""

STARTERS = (
    "UTC", "Asia/Tokyo", "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Kolkata", "Asia/Dubai",
    "Asia/Vladivostok", "Europe/Moscow", "Europe/Istanbul", "Europe/Kyiv", "Europe/Berlin", "Europe/Paris",
    "Europe/Brussels", "Europe/London", "Africa/Cairo", "Africa/Johannesburg", "America/Sao_Paulo",
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Pacific/Honolulu",
    "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip
"""What is offered before anything is typed: one of each large group of people, from UTC eastwards."""

ABBREVIATIONS: Mapping[str, tuple[str, ...]] = {
    "bst": ("Europe/London", "Asia/Dhaka"),
    "cdt": ("America/Chicago", "America/Havana"),
    "cest": ("Europe/Berlin", "Europe/Paris", "Europe/Brussels"),
    "cet": ("Europe/Berlin", "Europe/Paris", "Europe/Brussels"),
    "cst": ("America/Chicago", "Asia/Shanghai", "Asia/Taipei"),
    "edt": ("America/New_York", "America/Toronto"),
    "eest": ("Europe/Kyiv", "Europe/Helsinki"),
    "eet": ("Europe/Kyiv", "Europe/Helsinki", "Africa/Cairo"),
    "est": ("America/New_York", "America/Toronto", "America/Panama"),
    "et": ("America/New_York", "America/Toronto"),
    "hst": ("Pacific/Honolulu",),
    "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "mdt": ("America/Denver",),
    "met": ("Europe/Berlin", "Europe/Paris"),
    "msk": ("Europe/Moscow",),
    "mst": ("America/Denver", "America/Phoenix"),
    "pdt": ("America/Los_Angeles",),
    "pst": ("America/Los_Angeles", "Asia/Manila"),
    "pt": ("America/Los_Angeles",),
    "sgt": ("Asia/Singapore",),
    "wet": ("Europe/Lisbon",),
}
"""Abbreviations name an offset, often several, and keep no summer time: they never answer, they ask."""
