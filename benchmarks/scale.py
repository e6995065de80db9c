"""A generated base of 5,000 claims: how long it builds, how much memory that takes, how long a look-up in it takes.

As a program it is the measured process: ``python -m benchmarks.scale build SEEDS EDITION`` or ``… ask EDITION``.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.bots.meter import peak_memory
from benchmarks.report import Row, Table

if TYPE_CHECKING:
    from bot.cards.question import Verb
    from knowledge.edition import Edition

CLAIMS, ENTITIES, SEED = 5000, 1500, 20210319
MOST_SECONDS, MOST_MEMORY, MOST_MILLISECONDS = 60.0, 500.0, 5.0
"""The bars: to build, in megabytes (10⁶ bytes) at most while building, and to look up."""
SAMPLE = 150
"""How many look-ups of each sort are measured, besides those of the most used entries."""
MOST_USED = 15
REPEATED = 3
"""How often each is measured; the best counts, since what another process takes is not ours."""
TODAY = date(2026, 11, 22)
_ABSENT = ("Karelia", "zeppelin quarterly", "what about the price of tea", "北京烤鸭", "qwertyuiop")


@dataclass(frozen=True, slots=True)
class Asked:
    """A look-up: its sort, the command, the term, and the milliseconds of processor time it took."""

    sort: str
    verb: Verb
    term: str
    took: float = 0.0


def measure(folder: Path) -> Table:
    """Generate, prove, build and ask, building and asking each in a process of its own.

    Raises:
        AssertionError: a step failed, or nothing was measured.
    """
    from benchmarks.generated import write_base  # noqa: PLC0415 - the measured processes do without it
    from knowledge.provenance.check import prove  # noqa: PLC0415 - the same

    seeds, documents, edition = folder / "seeds", folder / "documents", folder / "edition.sqlite"
    write_base(seeds, documents, claims=CLAIMS, entities=ENTITIES, seed=SEED)
    report = prove(seeds, documents)
    assert report.ok, f"the generated base has errors: {report.problems[:3]}"
    assert report.claims == CLAIMS, report.claims
    built = _process("build", seeds, edition)
    asked = _process("ask", edition)
    assert built["seconds"] > 0
    return _table(built, asked)


def _process(*arguments: str | Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.scale", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def build(seeds: Path, edition: Path) -> dict[str, float]:
    """What ``dossier build`` does: check the seeds and write the edition."""
    began = time.perf_counter()
    from knowledge.edition import build_edition  # noqa: PLC0415 - its import is part of the time

    build_edition(seeds, edition)
    return {"seconds": time.perf_counter() - began, "cpu": time.process_time(), "memory": peak_memory() / 1e6}


def ask(path: Path) -> dict[str, Any]:
    """Open the edition as the bot does, and put every question to it."""
    from knowledge.edition.store import open_edition  # noqa: PLC0415 - as above

    began = time.perf_counter()
    edition = open_edition(path)
    edition.warm()
    opened = time.perf_counter() - began
    questions = list(_questions(edition))
    runs = [_answered(edition, questions) for _ in range(REPEATED)]
    sorts: dict[str, list[tuple[float, str]]] = {}
    for same in zip(*runs, strict=True):
        best = min(same, key=lambda question: question.took)
        sorts.setdefault(best.sort, []).append((best.took, f"/{best.verb} {best.term}"))
    return {"opened": opened, "memory": peak_memory() / 1e6, "claims": len(edition.claims), "sorts": sorts}


def _questions(edition: Edition) -> Iterator[Asked]:
    dice = random.Random(SEED)  # noqa: S311 - a repeatable choice, no secret
    entities = list(edition.entities.values())
    used = sorted(entities, key=lambda entity: -len(edition.about(entity.id)))[:MOST_USED]
    some = dice.sample(entities, 2 * SAMPLE)
    for own, name in {entity.id: entity.name for entity in (*used, *some[:SAMPLE])}.items():
        yield Asked("entity", "entity", name)
        yield Asked("timeline", "timeline", own)
    treaties = [entity for entity in entities if edition.kinds[entity.id] == "treaty"]
    used = [entity for entity in used if edition.kinds[entity.id] == "treaty"]
    for entity in (*used, *dice.sample(treaties, min(SAMPLE, len(treaties)))):
        yield Asked("treaty", "treaty", edition.names(entity.id)[0].text)
    for entity in some[SAMPLE : 2 * SAMPLE]:
        at = dice.randrange(1, len(entity.name) - 1)
        yield Asked("typing error", "entity", entity.name[:at] + entity.name[at + 1 :])
    words = sorted(next(iter(edition.sources.values())).vocabulary)
    for word in (*_ABSENT, *dice.sample(words, SAMPLE)):
        yield Asked("unknown or in the texts only", "entity", word)


def _answered(edition: Edition, questions: Sequence[Asked]) -> list[Asked]:
    """Every question to a bot that has just started, from the term to the message and its text."""
    from bot.cards import pages  # noqa: PLC0415 - as above
    from bot.cards.text import page_text  # noqa: PLC0415 - as above
    from bot.cards.view import layout  # noqa: PLC0415 - as above
    from bot.desk import Desk  # noqa: PLC0415 - as above

    pages.forget()
    desk = Desk(edition, lambda: TODAY)
    took = []
    for question in questions:
        began = time.thread_time()
        card = desk.look_up(question.verb, question.term).card
        shown = pages.page(card, 0)
        text, message = page_text(shown), layout(shown)
        spent = time.thread_time() - began
        assert text
        assert message.children
        took.append(replace(question, took=spent * 1e3))
    return took


def _table(built: Mapping[str, float], asked: Mapping[str, Any]) -> Table:
    assert asked["claims"] == CLAIMS, asked["claims"]
    rows = [
        Row(
            "build, s",
            f"{built['seconds']:.1f} ({built['cpu']:.1f} of processor)",
            f"≤ {MOST_SECONDS:g}",
            built["seconds"] <= MOST_SECONDS,
        ),
        Row(
            "memory while building, MB",
            f"{built['memory']:.0f}",
            f"≤ {MOST_MEMORY:g}",
            built["memory"] <= MOST_MEMORY,
        ),
        Row("open and index, s; memory then, MB", f"{asked['opened']:.1f}; {asked['memory']:.0f}"),
    ]
    for sort, took in asked["sorts"].items():
        ordered = sorted(took)
        assert len(ordered) >= SAMPLE, f"{sort}: only {len(ordered)} look-ups"
        worst, term = ordered[-1]
        middle, high = ordered[len(ordered) // 2][0], ordered[len(ordered) * 99 // 100][0]
        rows.append(
            Row(
                f"{sort}, ms: p50 / p99 / max of {len(ordered)}",
                f"{middle:.2f} / {high:.2f} / {worst:.2f} ({term})",
                f"< {MOST_MILLISECONDS:g}",
                worst < MOST_MILLISECONDS,
            )
        )
    return Table(
        f"Scale: a generated base of {CLAIMS:,} claims and {ENTITIES:,} entities",
        f"each look-up once by a bot just started, from term to message; processor time, best of {REPEATED}",
        tuple(rows),
    )


def main(arguments: Sequence[str]) -> None:
    """Be the measured process: print its figures as JSON."""
    steps: Mapping[str, Callable[..., dict[str, Any]]] = {"build": build, "ask": ask}
    print(json.dumps(steps[arguments[0]](*map(Path, arguments[1:])), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
