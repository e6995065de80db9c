"""The figures in Prometheus's text format, made anew each time they are asked for.

In a registry of its own: nothing is kept in the library's global one. No label ever holds the id or name of a person, a
server or a channel; names of commands are our own.
"""

from __future__ import annotations

import math
import platform
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from typing import TypeAlias

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
)
from prometheus_client.registry import Collector

from bot.health.base import Base
from bot.health.histogram import Histogram
from bot.health.meter import Meter
from bot.health.pulse import Pulse
from bot.health.readiness import WORDS, Trouble

Family: TypeAlias = "CounterMetricFamily | GaugeMetricFamily | HistogramMetricFamily | InfoMetricFamily"
STATES = ("sent", "missed", "quiet", "uncertain")
ATTEMPTS = ("sent", "unsure", "not_now", "refused")
INVALID = ("401", "403", "429")


class Metrics(Collector):
    """All figures of a process.

    Args:
        meter: what was counted.
        pulse: the loop's.
        base: the fact base.
    """

    def __init__(self, meter: Meter, pulse: Pulse, base: Base) -> None:
        self._meter, self._pulse, self._base = meter, pulse, base
        self._trouble: Trouble | None = None
        self._alarms: Mapping[str, int] = {}
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)
        ProcessCollector(registry=self._registry)

    def text(self, trouble: Trouble | None, alarms: Mapping[str, int]) -> bytes:
        """The page.

        Args:
            trouble: why the bot is not ready.
            alarms: how many alarms of which kind are open.
        """
        self._trouble, self._alarms = trouble, alarms
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Family]:
        """All families but the process's own."""
        yield from self._about()
        yield from self._readiness()
        yield from self._gateway()
        yield from self._requests()
        yield from self._interactions()
        yield from self._deliveries()

    def _about(self) -> Iterator[Family]:
        yield InfoMetricFamily(
            "dossier_build",
            "Versions that run",
            {
                "version": _version("dossier-bot"),
                "python": platform.python_version(),
                "discord_py": _version("discord.py"),
                "tzdata": _version("tzdata"),
            },
        )
        yield InfoMetricFamily("dossier_edition", "The fact base", {"hash": self._base.hash})
        yield _gauge("dossier_edition_claims", "Statements in the fact base", self._base.claims)
        yield _gauge("dossier_edition_entities", "Entries in the fact base", self._base.entities)

    def _readiness(self) -> Iterator[Family]:
        yield _gauge("dossier_ready", "1 when the bot does its work, as /readyz says", self._trouble is None)
        word = self._trouble.word if self._trouble else ""
        yield _gauges(
            "dossier_not_ready",
            "1 for the reason why it is not ready",
            "reason",
            ((one, one == word) for one in WORDS),
        )
        yield _gauges(
            "dossier_alarms", "What operators were told and is not over", "kind", self._alarms.items()
        )
        yield _gauge("dossier_event_loop_lag_seconds", "How late the loop's last beat came", self._pulse.lag)
        yield _gauge(
            "dossier_event_loop_lag_worst_seconds", "The same, the most in a minute", self._pulse.worst
        )

    def _gateway(self) -> Iterator[Family]:
        gateway = self._meter.gateway
        yield _gauge("dossier_gateway_connected", "1 while there is a session", gateway.connected)
        yield _gauge(
            "dossier_gateway_frame_age_seconds",
            "Since Discord last said anything; NaN before",
            gateway.frame_age(),
        )
        yield _gauge(
            "dossier_gateway_ack_age_seconds",
            "Since a heartbeat was acknowledged; NaN before",
            gateway.ack_age(),
        )
        yield _counter("dossier_gateway_frames", "Frames received", gateway.frames)
        yield _counter("dossier_gateway_identifies", "Sessions begun", gateway.identifies)
        yield _counter("dossier_gateway_resumes", "Sessions resumed", gateway.resumes)
        yield _counter("dossier_gateway_disconnects", "Connections that ended", gateway.losses)

    def _requests(self) -> Iterator[Family]:
        requests = self._meter.requests
        yield _counters(
            "dossier_discord_answers",
            "Answers of Discord's by HTTP status",
            "status",
            ((str(status), count) for status, count in sorted(requests.statuses.items())),
        )
        yield _counters(
            "dossier_invalid_requests",
            "Answers that Discord counts against us",
            "status",
            ((status, requests.invalid[int(status)]) for status in INVALID),
        )
        yield _gauge(
            "dossier_invalid_requests_recent",
            "The same within 10 minutes, of 10000 allowed",
            requests.lately(),
        )
        yield _gauge(
            "dossier_clock_ahead_seconds",
            "How far our clock is ahead of Discord's; NaN: unknown",
            requests.ahead(),
        )

    def _interactions(self) -> Iterator[Family]:
        seen = self._meter.interactions
        ended = CounterMetricFamily(
            "dossier_interactions", "Interactions by outcome", labels=("kind", "command", "outcome")
        )
        for labels, count in sorted(seen.outcomes.items()):
            ended.add_metric(labels, count)
        yield ended
        seconds = HistogramMetricFamily(
            "dossier_interaction_seconds", "Until the first answer", labels=("kind", "command")
        )
        for names, histogram in sorted(seen.seconds.items()):
            _add(seconds, names, histogram)
        yield seconds
        yield _gauge("dossier_interactions_open", "Interactions without an end so far", seen.open)

    def _deliveries(self) -> Iterator[Family]:
        found = self._meter.deliveries
        yield _counters(
            "dossier_deliveries",
            "Briefings settled",
            "state",
            ((one, found.states[one]) for one in STATES),
        )
        yield _counters(
            "dossier_delivery_attempts",
            "Sendings by outcome",
            "outcome",
            ((one, found.attempts[one]) for one in ATTEMPTS),
        )
        lateness = HistogramMetricFamily(
            "dossier_delivery_lateness_seconds", "After the scheduled time", labels=()
        )
        _add(lateness, (), found.lateness)
        yield lateness
        yield _counter("dossier_deliveries_late", "Briefings marked as delayed", found.late)
        yield _counter(
            "dossier_deliveries_reconciled", "Briefings found to be posted already", found.reconciled
        )
        yield _counter(
            "dossier_delivery_failed_ticks", "Looks at what is due that failed", found.failed_ticks
        )
        yield _gauge("dossier_delivery_tick_age_seconds", "Since the last look; NaN before", found.tick_age())
        yield _gauge("dossier_clock_wrong", "1 while nothing is delivered for it", bool(found.clock_wrong))


def _gauge(name: str, text: str, value: float | None) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=math.nan if value is None else value)


def _gauges(name: str, text: str, label: str, values: Iterable[tuple[str, float]]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=(label,))
    for key, value in values:
        family.add_metric((key,), value)
    return family


def _counter(name: str, text: str, value: float) -> CounterMetricFamily:
    return CounterMetricFamily(name, text, value=value)


def _counters(name: str, text: str, label: str, values: Iterable[tuple[str, float]]) -> CounterMetricFamily:
    family = CounterMetricFamily(name, text, labels=(label,))
    for key, value in values:
        family.add_metric((key,), value)
    return family


def _add(family: HistogramMetricFamily, labels: tuple[str, ...], histogram: Histogram) -> None:
    family.add_metric(labels, buckets=list(histogram.buckets()), sum_value=histogram.total)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "unknown"
