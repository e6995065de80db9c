from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.errors import ALREADY_ANSWERED, UNKNOWN_INTERACTION, LateAnswers
from bot.logs import set_up

if TYPE_CHECKING:
    from collections.abc import Iterator

TREE = "discord.app_commands.tree"


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    root, tree, client = logging.getLogger(), logging.getLogger(TREE), logging.getLogger("discord.client")
    handlers, level, filters = root.handlers[:], root.level, (tree.filters[:], client.filters[:])
    yield
    root.handlers[:], (tree.filters[:], client.filters[:]) = handlers, filters
    root.setLevel(level)


def refused(code: int) -> discord.HTTPException:
    class Response:
        status, reason = 404, "Not Found"

    made: Any = Response()
    return discord.NotFound(made, {"code": code, "message": "m"})


def test_json_is_one_object_a_line_with_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "json")
    log = logging.getLogger("dossier.test")
    log.debug("not shown")
    try:
        int("北方領土\nsecond line")
    except ValueError:
        log.exception("it %s", "broke")
    out, err = capsys.readouterr()
    assert out == ""
    [line] = err.splitlines()
    told = json.loads(line)
    assert (told["level"], told["logger"], told["message"]) == ("ERROR", "dossier.test", "it broke")
    assert told["error"].count("\n") > 1
    assert "Traceback" in told["error"]
    assert told["time"].endswith("+00:00")


def test_warnings_about_voice_are_kept_out_and_others_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "text")
    client = logging.getLogger("discord.client")
    client.warning("PyNaCl is not installed, voice will NOT be supported")
    client.warning("something else")
    [line] = capsys.readouterr().err.splitlines()
    assert line.endswith("WARNING discord.client: something else")


def test_text_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("WARNING", "text")
    logging.getLogger("dossier.test").info("not shown")
    logging.getLogger("dossier.test").warning("mind this")
    assert capsys.readouterr().err.endswith("WARNING dossier.test: mind this\n")


def test_late_suggestions_are_no_error_and_others_stay_one(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "text")
    set_up("INFO", "text")
    tree = logging.getLogger(TREE)
    assert sum(isinstance(one, LateAnswers) for one in tree.filters) == 1
    for code, level in ((UNKNOWN_INTERACTION, "INFO"), (ALREADY_ANSWERED, "INFO"), (50035, "ERROR")):
        tree.error("Ignoring exception in autocomplete", exc_info=refused(code))
        err = capsys.readouterr().err
        assert f" {level} " in err
        assert ("NotFound" in err) is (level == "ERROR")
