"""The arrows of the house: what may import what, and what may not happen at import."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from tests.bot.editions import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOCKS = frozenset({"now", "today", "utcnow", "time", "monotonic", "time_ns"})
CLOCK_OWNERS = frozenset({"datetime", "date", "time"})
PURE_CARDS = (
    "bot.client",
    "bot.commands",
    "bot.desk",
    "bot.buttons",
    "bot.brief_buttons",
    "bot.quoting",
    "bot.long_questions",
    "bot.posted_once",
    "bot.pressed",
    "bot.message_text",
    "bot.briefing.service",
    "bot.briefing.delivery",
    "bot.replying",
    "bot.illustrating",
    "bot.drawing",
    "bot.sandbox",
    "bot.cli",
)


@cache
def parsed(text: str) -> ast.Module:
    """Parse a module; the guards only read the tree, so one for each text does."""
    return ast.parse(text)


def modules(root: Path, package: str) -> Iterator[tuple[str, ast.Module]]:
    """Give (dotted name, tree) of each module of a package."""
    for path in sorted((root / package.replace(".", "/")).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        yield name, parsed(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Give (module, line) of each import anywhere, ``from a import b`` as ``a`` and as ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the arrows"
            yield str(node.module), node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def within(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def breaches(root: Path, package: str, *forbidden: str, but: tuple[str, ...] = ()) -> tuple[int, list[str]]:
    """Count the modules looked at, and list the imports that are forbidden to them."""
    looked, found = 0, []
    for name, tree in modules(root, package):
        if within(name, *but):
            continue
        looked += 1
        found += [f"{name}:{line} {one}" for one, line in imported(tree) if within(one, *forbidden)]
    return looked, found


def at_import(tree: ast.Module) -> Iterator[ast.stmt]:
    """Give the statements that run when a module is imported, inside classes and ifs too."""
    todo: list[ast.stmt] = list(tree.body)
    while todo:
        node = todo.pop(0)
        yield node
        if isinstance(node, ast.ClassDef | ast.With):
            todo += node.body
        elif isinstance(node, ast.If):
            if "TYPE_CHECKING" not in ast.unparse(node.test) and "__main__" not in ast.unparse(node.test):
                todo += [*node.body, *node.orelse]
        elif isinstance(node, ast.Try):
            todo += [*node.body, *node.orelse, *node.finalbody]


def knowledge_and_bot(root: Path) -> tuple[int, list[str]]:
    return breaches(root, "knowledge", "bot")


def knowledge_and_network(root: Path) -> tuple[int, list[str]]:
    return breaches(root, "knowledge", "discord", "aiohttp", "socket", "urllib.request", "asyncio", "random")


def commands_and_others(root: Path) -> tuple[int, list[str]]:
    return breaches(root, "bot", "bot.commands", but=("bot.commands", "bot.client"))


def production_and_sandbox(root: Path) -> tuple[int, list[str]]:
    """Only serving may import the sandbox, and only inside a function."""
    looked, found = breaches(root, "bot", "bot.sandbox", but=("bot.sandbox", "bot.cli.serving"))
    serving = next(tree for name, tree in modules(root, "bot.cli") if name == "bot.cli.serving")
    for node in at_import(serving):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found += [f"serving:{line} {one}" for one, line in imported(node) if within(one, "bot.sandbox")]
    return looked + 1, found


def cards_and_client(root: Path) -> tuple[int, list[str]]:
    return breaches(root, "bot.cards", *PURE_CARDS)


def sandbox_and_bot(root: Path) -> tuple[int, list[str]]:
    """The sandbox is a Discord: it knows the limits, and nothing else of the bot."""
    looked, found = breaches(root, "bot.sandbox", "bot")
    return looked, [one for one in found if not within(one.split()[1], "bot.sandbox", "bot.cards.limits")
                    and one.split()[1] not in {"bot", "bot.cards"}]  # fmt: skip


def knowledge_and_clock(root: Path) -> tuple[int, list[str]]:
    looked, found = 0, []
    for name, tree in modules(root, "knowledge"):
        looked += 1
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in CLOCKS
            ):
                owner = node.func.value
                last = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                if last in CLOCK_OWNERS:
                    found.append(f"{name}:{node.lineno} {ast.unparse(node.func)}")
        found += [
            f"{name}:{line} {one}" for one, line in imported(tree) if one in {"time.time", "time.monotonic"}
        ]
    return looked, found


def environment_readers(root: Path) -> tuple[int, list[str]]:
    looked, found = 0, []
    for package in ("bot", "knowledge"):
        for name, tree in modules(root, package):
            # `dossier health` reads its one variable itself: it runs every few seconds, without the settings' library.
            if name in ("bot.settings", "bot.cli.health"):
                continue
            looked += 1
            found += [
                f"{name}:{node.lineno}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
            ]
    return looked, found


def work_at_import(root: Path) -> tuple[int, list[str]]:
    """A module may define and bind; a bare call, a loop or a ``with`` at its top is work."""
    looked, found = 0, []
    for package in ("bot", "knowledge"):
        for name, tree in modules(root, package):
            looked += 1
            for node in at_import(tree):
                bare = isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
                bare = bare and ".add_representer(" not in ast.unparse(
                    node
                )  # a class's own table, part of it
                if bare or isinstance(node, ast.For | ast.While | ast.With | ast.Global):
                    found.append(f"{name}:{node.lineno} {ast.unparse(node)[:60]}")
                if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                    calls = [
                        ast.unparse(call.func) for call in ast.walk(node.value) if isinstance(call, ast.Call)
                    ]
                    found += [
                        f"{name}:{node.lineno} {call}"
                        for call in calls
                        if call in {"open", "Places", "Settings", "places", "settings"}
                        or call.endswith(
                            (".read_text", ".read_bytes", ".connect", ".now", ".today", ".getenv")
                        )
                    ]
    return looked, found


Guard: TypeAlias = Callable[[Path], tuple[int, list[str]]]
GUARDS: list[tuple[Guard, int, str, str]] = [
    (knowledge_and_bot, 40, "knowledge/planted.py", "from bot import settings"),
    (knowledge_and_network, 40, "knowledge/planted.py", "def f():\n    import aiohttp"),
    (
        knowledge_and_clock,
        40,
        "knowledge/planted.py",
        "import datetime\ndef f(): return datetime.date.today()",
    ),
    (knowledge_and_clock, 40, "knowledge/planted.py", "from time import time"),
    (commands_and_others, 60, "bot/cards/planted.py", "from bot.commands.options import names"),
    (production_and_sandbox, 25, "bot/planted.py", "def f():\n    from bot.sandbox import run"),
    (production_and_sandbox, 25, "bot/cli/serving.py", "import bot.sandbox.run"),
    (cards_and_client, 10, "bot/cards/planted.py", "from bot import desk"),
    (sandbox_and_bot, 30, "bot/sandbox/planted.py", "from bot.settings import places"),
    (environment_readers, 100, "bot/planted.py", "import os\ndef f(): return os.environ['X']"),
    (work_at_import, 100, "bot/planted.py", "print('loading')"),
    (work_at_import, 100, "bot/planted.py", "class A:\n    for i in (): pass"),
    (work_at_import, 100, "bot/planted.py", "from bot.settings import places\nWHERE = places()"),
]


@pytest.mark.parametrize("guard", dict.fromkeys(guard for guard, _, _, _ in GUARDS))
def test_the_house_keeps_to_it(guard: Guard) -> None:
    looked, found = guard(ROOT)
    assert found == []
    assert looked >= max(least for known, least, _, _ in GUARDS if known is guard)


@pytest.mark.parametrize(("guard", "least", "file", "planted"), GUARDS, ids=lambda _: None)
def test_the_guard_sees_a_planted_breach(
    guard: Guard, least: int, file: str, planted: str, tmp_path: Path
) -> None:
    assert least
    for each in ("bot/cli/serving.py", "bot/cards/limits.py", "knowledge/dates/model.py", file):
        (tmp_path / each).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / each).write_text("X = 1\n")
    assert guard(tmp_path)[1] == []
    (tmp_path / file).write_text(planted + "\n")
    assert len(guard(tmp_path)[1]) >= 1
