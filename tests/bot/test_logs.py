from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.errors import ALREADY_ANSWERED, UNKNOWN_INTERACTION, LateAnswers
from bot.logs import redacted, set_up
from bot.logs.setting_up import LEAST

if TYPE_CHECKING:
    from collections.abc import Iterator

TREE = "discord.app_commands.tree"


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    root, tree, client = logging.getLogger(), logging.getLogger(TREE), logging.getLogger("discord.client")
    handlers, level, filters = root.handlers[:], root.level, (tree.filters[:], client.filters[:])
    levels = {name: logging.getLogger(name).level for name in LEAST}
    yield
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
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


TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GabcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105 - of nobody
SECRETS = [
    f"the token {TOKEN} was refused",
    "https://discord.com/api/v10/interactions/123456789/canary-token/callback",
    "POST https://discord.com/api/v10/webhooks/123456789/canary-token/messages/@original?wait=true failed",
    "GET /webhooks/123456789/canary-token has received 429",
    "aW50ZXJhY3Rpb246canary-token",
    "postgresql+psycopg://dossier:canary@db.example:5432/state",
    "postgresql://dossier:can@ry/canary@db/state",
    "connection failed: host=db password=canary user=dossier",
    "{'Authorization': 'Bot canary', 'X': 1}",
    'headers: {"authorization": "Bearer canary"}',
    "Authorization: canary",
    '{"token": "canary", "intents": 1}',
    "{'token': 'canary word', 'intents': 1}",
    "DISCORD_TOKEN=canary DATABASE_URL=x",
    "[SQL: INSERT INTO feedback (reason) VALUES (?)]\n[parameters: ('canary', 'canary]')]",
    "DETAIL:  Failing row contains (1, canary, null).",
    "Key (name)=(canary) already exists.",
    "the configured-canary itself",
    "and quoted: configured-canary%2F",
]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_is_written_wherever_it_stands(
    secret: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up("DEBUG", form, ["configured-canary", "configured-canary/", None])
    log = logging.getLogger("dossier.test")
    log.info(secret.replace("%", "%%"))
    log.info("it failed: %s", secret)
    log.info("it failed: %r", {"deep": [secret]})
    log.info("fields", extra={"fields": {"why": secret}})
    error = RuntimeError(f"because of {secret}")
    error.__cause__ = ValueError(secret)
    log.error("caught", exc_info=error)
    err = capsys.readouterr().err
    assert err.count("hidden") >= 5
    assert "canary" not in err
    assert "canary" in secret or TOKEN in secret
    assert TOKEN not in err
    assert "fields" in err


@pytest.mark.parametrize(
    "harmless",
    [
        "the token: check DISCORD_TOKEN, or make a new one",
        "interaction 1574056427029266433: command entity: answered, 17 ms",
        "delivery abcdefghij-2026-11-22: sent",
        "edition a1fd9abab95c27be: 101 entries, 142 statements",
        "the state at sqlite:///data/state.sqlite cannot be used",
        "see https://discord.com/developers/applications and /interactions",
        "File bot/health/interactions.py, line 12, in settled",
    ],
)
def test_what_is_no_secret_is_written_as_it_is(harmless: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "text", ["configured-canary", "short"])
    logging.getLogger("dossier.test").info("%s", harmless)
    assert capsys.readouterr().err.endswith(f" INFO dossier.test: {harmless}\n")


def test_a_persons_words_are_hidden_in_any_case_and_as_an_error_quotes_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up("INFO", "text")
    private = ("Canary Yellow", "Käfer\n", "a.b*", "", " ")
    error = KeyError("canary yellow", "Käfer\n", "a.b*", "axb")
    logging.getLogger("dossier.test").error("command", exc_info=error, extra={"private": private})
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == "    KeyError: ('[hidden]', '[hidden]', '[hidden]', 'axb')"


@pytest.mark.parametrize("forged", ["\n", "\r\n", "\x85", "\u2028", "\x0b", "\x1b[2K\r", "\u202e"])
def test_no_text_can_pretend_to_be_another_line(forged: str, capsys: pytest.CaptureFixture[str]) -> None:
    fake = f"x{forged}2026-01-01 00:00:00 ERROR bot.client: forged"
    for form in ("text", "json"):
        set_up("INFO", form)
        log = logging.getLogger("dossier.test")
        log.info("%s", fake)
        err = capsys.readouterr().err
        assert len(err.splitlines()) == 1
        assert forged not in err.rstrip("\n")
        log.error("caught", exc_info=ValueError(fake))
        first, *rest = capsys.readouterr().err.splitlines()
        assert (form == "json") is (rest == [])
        assert all(line.startswith("    ") for line in rest)
        if form == "json":
            assert fake in json.loads(first)["error"]


def test_json_holds_what_an_event_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "json")
    fields = {"interaction": "1", "ms": 12, "level": "not this one", "odd": {1}}
    logging.getLogger("dossier.test").info("done", extra={"fields": fields})
    told = json.loads(capsys.readouterr().err)
    assert (told["interaction"], told["ms"], told["level"], told["odd"]) == ("1", 12, "INFO", "{1}")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_line_that_cannot_be_made_is_told_without_its_values(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up("INFO", form)
    logging.getLogger("dossier.test").info("%d apples", "canary")
    err = capsys.readouterr().err
    assert "canary" not in err
    assert "a line of dossier.test (test_logs, line " in err
    assert err.count("\n") == 1


def test_a_very_long_text_is_cut_in_the_middle_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "text")
    logging.getLogger("dossier.test").info("%s", "a" * 50_000 + "end")
    err = capsys.readouterr().err
    assert len(err) < 21_000
    assert " … 30003 characters left out … " in err
    assert err.endswith("aend\n")


@pytest.mark.parametrize(
    "name", ["discord.gateway", "discord.http", "discord.webhook.async_", "sqlalchemy.engine.Engine"]
)
def test_payloads_are_logged_at_no_level(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up("DEBUG", "text")
    logging.getLogger("dossier.test").debug("shown")
    logging.getLogger(name).debug("For Shard ID %s: WebSocket Event: %s", None, {"name": "canary"})
    assert capsys.readouterr().err.endswith(" DEBUG dossier.test: shown\n")
    set_up("ERROR", "text")
    logging.getLogger(name).warning("not at this level either")
    assert capsys.readouterr().err == ""


def test_a_lost_connection_is_a_warning_of_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "text")
    client = logging.getLogger("discord.client")
    error = ConnectionResetError(104, "Connection reset by peer")
    client.error("Attempting a reconnect in %.2fs", 1.2345, exc_info=error)
    client.error("something else", exc_info=error)
    first, second, *rest = capsys.readouterr().err.splitlines()
    assert first.endswith(
        " WARNING discord.client: the connection to Discord was lost (ConnectionResetError: "
        "[Errno 104] Connection reset by peer). Attempting a reconnect in 1.23s"
    )
    assert second.endswith(" ERROR discord.client: something else")
    assert rest


def test_what_is_said_without_the_log_is_without_secrets_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert redacted(f"x {TOKEN}") == "x [hidden]"
    set_up("INFO", "text", ["configured-canary"])
    assert redacted("x configured-canary") == "x [hidden]"
    assert capsys.readouterr().err == ""
