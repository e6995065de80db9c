"""Interactions as nobody's client would send them: any text in every option, any id on every button."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from bot.sandbox import interactions as kinds
from bot.sandbox.reply import wait_until

if TYPE_CHECKING:
    from bot.sandbox.interactions import Interaction
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from bot.sandbox.world import Stored

PATIENCE = 5.0
"""Seconds for an answer: Discord itself gives up after three."""
MOST = 6000
"""Characters of the longest text: more than any client lets through."""
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, CHANNEL, ROLE, NUMBER = 1, 2, 3, 4, 5, 7, 8, 10
CHAT_INPUT, MESSAGE_MENU = 1, 3
BUTTON, SELECT = 2, 3
_PINGS = ("@everyone", "@here", "<@1>", "<@&2>", "<@!3>", "<#4>", "</entity:5>", "<t:0:R>", "discord.gg/abc")
_MARKS = (
    "**",
    "```",
    "`",
    "||",
    "[a](http://b.c)",
    "# ",
    "-# ",
    "> ",
    "\u202e",
    "\u200b",
    "\x00",
    "\ud83d",
    "🏝",
    "%s",
    "{0}",
)
_KNOWN = (
    "Kurils",
    "THAAD",
    "Северные территории",
    "北方領土",
    "New START",
    "who said missiles",
    "8am",
    "Berlin",
    "2016",
)


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command: its type and name, and the values it can be chosen from."""

    type: int
    name: str
    typed: bool
    choices: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A command or subcommand that can be used.

    Attributes:
        id: the command's id.
        path: its name, then its subcommand's; with the type of each.
        options: what can be given.
    """

    id: str
    path: tuple[tuple[int, str], ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One interaction: its type, its data, and what it is called in a report."""

    type: int
    data: dict[str, Any]
    label: str


def leaves(sandbox: Sandbox) -> list[Leaf]:
    """Every command and subcommand that is registered."""
    found = []
    for command in sandbox.world.commands.visible(sandbox.guild["id"]):
        if command["type"] == CHAT_INPUT:
            found += list(_below(command, command.get("options") or [], ((1, command["name"]),)))
    return found


def _below(command: Any, options: list[Any], path: tuple[tuple[int, str], ...]) -> Iterator[Leaf]:
    groups = [one for one in options if one["type"] in {SUBCOMMAND, GROUP}]
    for one in groups:
        yield from _below(command, one.get("options") or [], (*path, (one["type"], one["name"])))
    if not groups:
        made = tuple(
            Option(
                one["type"],
                one["name"],
                bool(one.get("autocomplete")),
                tuple(choice["value"] for choice in one.get("choices") or ()),
            )
            for one in options
        )
        yield Leaf(command["id"], path, made)


def texts() -> st.SearchStrategy[str]:
    """Any text of up to 6,000 characters: any Unicode, pings, marks, names of the base; short or very long."""
    some = st.one_of(
        st.text(max_size=40),
        st.sampled_from(_PINGS),
        st.sampled_from(_MARKS),
        st.sampled_from(_KNOWN),
        st.text(alphabet=st.characters(codec=None), max_size=12),
    )
    joined = st.lists(some, max_size=6).map("".join)
    long = st.builds(lambda text, times: (text * times)[:MOST], joined, st.sampled_from((30, 300, MOST)))
    # A lone surrogate cannot go over the wire: JSON in UTF-8 has none.
    return st.one_of(joined, joined, joined, long).map(lambda text: text.encode("utf-8", "replace").decode())


def moves(sandbox: Sandbox, seen: list[str], written: dict[str, Any]) -> st.SearchStrategy[Move]:
    """Any interaction.

    Args:
        sandbox: knows the commands, channels and roles.
        seen: ids of components that were on messages; read when a move is drawn.
        written: a message of a person, for the menu of messages.
    """
    known = leaves(sandbox)
    assert known, "no command is registered"
    return st.one_of(
        st.sampled_from(known).flatmap(lambda leaf: _command(sandbox, leaf)),
        st.sampled_from(known).flatmap(lambda leaf: _command(sandbox, leaf)),
        st.sampled_from([leaf for leaf in known if any(one.typed for one in leaf.options)]).flatmap(_typing),
        _ids(seen).map(
            lambda own: Move(kinds.COMPONENT, {"component_type": BUTTON, "custom_id": own}, "button")
        ),
        st.builds(
            lambda own, value: Move(
                kinds.COMPONENT, {"component_type": SELECT, "custom_id": own, "values": [value]}, "select"
            ),
            _ids(seen),
            st.one_of(_ids(seen), texts()),
        ),
        st.builds(_form, _ids(seen), texts()),
        *[st.builds(_menu, st.just(one), st.just(written), texts()) for one in _menus(sandbox)],
    )


def _menus(sandbox: Sandbox) -> list[Any]:
    visible = sandbox.world.commands.visible(sandbox.guild["id"])
    return [command for command in visible if command["type"] == MESSAGE_MENU]


def _menu(command: Any, written: dict[str, Any], text: str) -> Move:
    own = written["id"]
    data = {"id": command["id"], "name": command["name"], "type": MESSAGE_MENU, "target_id": own}
    return Move(
        kinds.COMMAND, data | {"resolved": {"messages": {own: written | {"content": text}}}}, command["name"]
    )


def _ids(seen: list[str]) -> st.SearchStrategy[str]:
    """The id of a component: any text, one of ours with any tail, or one that was on a message, changed somewhere."""
    ours = st.sampled_from(
        ("dossier:", "dossier:more:", "dossier:open1:", "dossier:post:", "dossier:choose", "brief:")
    )
    changed = st.builds(
        lambda at, own, text: own[: at % (len(own) + 1)] + text + own[at % (len(own) + 1) + 1 :],
        st.integers(0, 200),
        st.deferred(lambda: st.sampled_from(seen or ["dossier:more:entity:russia:::1"])),
        st.text(max_size=2),
    )
    same = st.deferred(lambda: st.sampled_from(seen or ["dossier:more:entity:russia:::1"]))
    return st.one_of(
        same, same, changed, st.builds(lambda head, tail: head + tail, ours, texts()), texts()
    ).map(lambda text: text.encode("utf-8", "replace").decode())


def _values(sandbox: Sandbox, option: Option) -> st.SearchStrategy[Any]:
    if option.type == INTEGER:
        return st.integers(-(2**53), 2**53)
    if option.type == NUMBER:
        return st.floats(allow_nan=False, allow_infinity=False)
    if option.type == BOOLEAN:
        return st.booleans()
    if option.type == CHANNEL:
        return st.sampled_from(sorted(sandbox.world.channels))
    if option.type == ROLE:
        return st.sampled_from([role["id"] for role in sandbox.guild["roles"]])
    if option.choices:
        return st.sampled_from(option.choices)
    return texts()


def _command(sandbox: Sandbox, leaf: Leaf) -> st.SearchStrategy[Move]:
    # Options that Discord's client would insist on are always there; a client that lies about that is discord.py's.
    given = st.fixed_dictionaries({one.name: _values(sandbox, one) for one in leaf.options})

    def made(values: dict[str, Any]) -> Move:
        options = [{"type": one.type, "name": one.name, "value": values[one.name]} for one in leaf.options]
        data = _nested(leaf, options)
        data["resolved"] = _resolved(sandbox, leaf, values)
        return Move(kinds.COMMAND, data, "/" + " ".join(name for _, name in leaf.path))

    return given.map(made)


def _typing(leaf: Leaf) -> st.SearchStrategy[Move]:
    def made(option: Option, text: str) -> Move:
        focused = {"type": option.type, "name": option.name, "value": text, "focused": True}
        name = " ".join(name for _, name in leaf.path)
        return Move(kinds.AUTOCOMPLETE, _nested(leaf, [focused]), f"typing into /{name}")

    return st.builds(made, st.sampled_from([one for one in leaf.options if one.typed]), texts())


def _form(own: str, text: str) -> Move:
    field = {"type": 1, "components": [{"type": 4, "custom_id": "reason", "value": text}]}
    return Move(kinds.MODAL_SUBMIT, {"custom_id": own, "components": [field]}, "form")


def _nested(leaf: Leaf, options: list[dict[str, Any]]) -> dict[str, Any]:
    """The options inside the groups and subcommand that lead to them."""
    for kind, name in reversed(leaf.path[1:]):
        options = [{"type": kind, "name": name, "options": options}]
    return {"id": leaf.id, "name": leaf.path[0][1], "type": CHAT_INPUT, "options": options}


def _resolved(sandbox: Sandbox, leaf: Leaf, values: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for option in leaf.options:
        own = values[option.name]
        if option.type == CHANNEL:
            channel = {
                key: value
                for key, value in sandbox.world.channels[own].items()
                if key != "permission_overwrites"
            }
            found.setdefault("channels", {})[own] = channel | {"permissions": "0"}
        elif option.type == ROLE:
            found.setdefault("roles", {})[own] = next(
                role for role in sandbox.guild["roles"] if role["id"] == own
            )
    return found


def _with(source: Stored, data: dict[str, Any]) -> Stored:
    """The message as if it had this component: Discord takes no press of what is not on it, nor does discord.py."""
    own: dict[str, Any] = {"type": data["component_type"], "id": 2, "custom_id": data["custom_id"]}
    if data["component_type"] == BUTTON:
        own |= {"style": 2, "label": "Press"}
    else:
        own |= {"options": [{"label": "Choose", "value": data["values"][0]}]}
    row = {"type": 1, "id": 1, "components": [own]}
    return replace(source, payload=source.payload | {"components": [row]})


async def make(sandbox: Sandbox, person: Person, move: Move, source: Stored) -> Interaction:
    """Send it, past all that a client would refuse, and wait for the first answer.

    Raises:
        AssertionError: no answer came.
    """
    made = sandbox.interactions.open(
        move.type,
        person.id,
        person.channel_id,
        label=move.label,
        options_text="",
        data=copy.deepcopy(move.data),
    )
    if move.type == kinds.COMPONENT:
        made.source = _with(source, move.data)
    elif move.type == kinds.MODAL_SUBMIT:
        made.source = source
    payload = sandbox.interactions.payload(made, person.locale)
    assert sandbox.dispatch("INTERACTION_CREATE", payload), "no bot is connected"
    try:
        await wait_until(made, lambda: made.kind is not None, PATIENCE, "an answer")
    except AssertionError as error:
        raise AssertionError(f"{move}: {error}") from None
    return made
