"""Fuzz: any text in every option and on every button, over the wire, in ``python -m benchmarks.fuzz [--runs N]``.

Every interaction has to be answered, every request has to be one that Discord takes, nobody may be pinged, and the
bot's log may hold no error. Exits with 1 where one of these is broken.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import discord
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.prepare import own_edition
from benchmarks.process import DOSSIER, Measured, bot
from benchmarks.report import Row, Table
from benchmarks.strange import Move, make, moves
from bot.sandbox.components import walk

RUNS = 100_000
BATCH = 25
"""How many interactions are under way at once."""
MOST_SEEN = 400
"""How many ids of components are remembered to be pressed."""
MOST_KEPT = 300
"""How many messages the sandbox keeps: some are still edited after the interaction was answered."""
_WRONG = re.compile(r"\b(?:ERROR|CRITICAL)\b|Traceback")
_TEAM = discord.Permissions(
    view_channel=True,
    send_messages=True,
    read_message_history=True,
    use_application_commands=True,
    manage_guild=True,
)


class Fuzz:
    """One bot of its own, and everything that is done to it.

    Args:
        dossier: the bot.
    """

    def __init__(self, dossier: Measured) -> None:
        self._dossier, self._sandbox = dossier, dossier.sandbox
        self.seen: list[str] = []
        self.done = 0
        self.answers = 0
        self._read = 0
        dossier.sandbox.permit(dossier.person, _TEAM)
        self.written = dict(dossier.person.write("A message of a person."))

    def moves(self) -> st.SearchStrategy[list[Move]]:
        """A batch of interactions."""
        return st.lists(moves(self._sandbox, self.seen, self.written), min_size=BATCH, max_size=BATCH)

    async def run(self, batch: list[Move]) -> None:
        """Do them at once, and look at all that came of it.

        Raises:
            AssertionError: with what was wrong.
        """
        made = await asyncio.gather(
            *(make(self._sandbox, self._dossier.person, move, self._source()) for move in batch)
        )
        self.done += len(made)
        self.answers += sum(one.kind is not None for one in made)
        for one in made:
            self._remember(one.original)
        wrong_requests = sorted(set(self._sandbox.complaints))
        assert not wrong_requests, (wrong_requests, [move.label for move in batch])
        self._no_pings()
        logged = self._logged()
        wrong = _WRONG.search(logged)
        assert wrong is None, logged[max(wrong.start() - 200, 0) : wrong.end() + 3000]

    def _logged(self) -> str:
        """What the bot logged since the last time."""
        with self._dossier.log.open("rb") as log:
            log.seek(self._read)
            text = log.read()
        self._read += len(text)
        return text.decode("utf-8", "replace")

    def _source(self) -> Any:
        """A message whose component is pressed: the newest that the person sees."""
        return self._sandbox.world.message(str(self._dossier.person.messages[-1]["id"]))

    def _remember(self, stored: Any) -> None:
        if stored is None:
            return
        for one in walk(stored.payload.get("components") or []):
            if "custom_id" in one:
                self.seen.append(one["custom_id"])
            self.seen += [choice["value"] for choice in one.get("options") or ()]
        del self.seen[:-MOST_SEEN]

    def _no_pings(self) -> None:
        """Nobody is mentioned by any message, and no request lets a mention through but a brief's own role."""
        for stored in list(self._sandbox.world.messages.values()):
            if stored.payload["author"]["id"] == self._sandbox.world.application_id:
                assert not stored.payload["mentions"], stored.payload
                assert not stored.payload["mention_everyone"], stored.payload
        exchanges = self._sandbox.exchanges
        assert exchanges, "nothing was sent"
        for one in exchanges:
            body: Any = one.request
            data = body.get("data") or body if isinstance(body, dict) else {}
            if isinstance(data, dict) and data.get("content"):
                allowed = data.get("allowed_mentions")
                assert allowed is not None, one
                assert not allowed.get("parse"), one
                assert not allowed.get("users"), one
        # What was looked at is let go: a hundred thousand answers would fill this machine's memory.
        exchanges.clear()
        messages = self._sandbox.world.messages
        for own in list(messages)[:-MOST_KEPT]:
            del messages[own]


def measure(edition: Path, seeds: Path, runs: int, *, small: bool = False) -> Table:
    """Fuzz a bot of its own.

    Raises:
        AssertionError: something was wrong; with ``small``, hypothesis shows the smallest batch that it found.
    """
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        dossier = runner.run(stack.enter_async_context(bot(DOSSIER, edition, seeds)))
        try:
            runner.run(_greet(dossier))
            fuzz = Fuzz(dossier)

            @settings(
                max_examples=-(-runs // BATCH), database=None, deadline=None,
                suppress_health_check=list(HealthCheck), print_blob=True,
                phases=(Phase.generate, Phase.shrink) if small else (Phase.generate,),
            )  # fmt: skip
            @given(fuzz.moves())
            def strange(batch: list[Move]) -> None:
                try:
                    runner.run(fuzz.run(batch))
                except AssertionError as error:
                    # Before the case is made small, which takes long when it is one of waiting.
                    print(f"broken: {str(error)[:2000]}", file=sys.stderr, flush=True)
                    dossier.sandbox.complaints.clear()
                    raise

            strange()
            memory = runner.run(dossier.figures()).memory
        finally:
            runner.run(stack.aclose())
    return Table(
        "Fuzz: any text in every option and on every button",
        f"interactions over loopback, {BATCH} at once, drawn by hypothesis; texts of 0 to 6,000 characters",
        (
            Row("interactions", f"{fuzz.done:,}", f"≥ {runs:,}", fuzz.done >= runs),
            Row("unanswered", f"{fuzz.done - fuzz.answers}", "0", fuzz.done == fuzz.answers),
            Row("requests that Discord would refuse, pings, errors logged", "0", "0", met=True),
            Row("memory at the end, MB", f"{memory / 1e6:.0f}"),
        ),
    )


async def _greet(dossier: Measured) -> None:
    """Have one message there to press."""
    await dossier.ask("Kurils")


def main() -> int:
    """Run, print, give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument(
        "--runs", type=int, default=RUNS, metavar="N", help="how many interactions (default %(default)s)"
    )
    parser.add_argument(
        "--small", action="store_true", help="make a case that is broken small, which takes long"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dossier-fuzz-") as folder:
        table = measure(*own_edition(Path(folder)), asked.runs, small=asked.small)
    print(table.text())
    return 0 if table.met else 1


if __name__ == "__main__":
    sys.exit(main())
