from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.sandbox import page_files
from bot.sandbox.redirect import redirected
from bot.sandbox.run import serve
from bot.sandbox.server import Sandbox
from tests.wire.browser import browsing
from tests.wire.small_bot import PIXEL, SmallBot

if TYPE_CHECKING:
    from tests.wire.conftest import Running


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:{port}"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:{port}"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/page/state", "/page/events", "/page/app.js", "/attachments/1/a"])
async def test_another_host_or_origin_is_refused(
    sandbox: Sandbox, headers: dict[str, str], path: str
) -> None:
    sent = {name: value.format(port=sandbox.port) for name, value in headers.items()}
    async with aiohttp.ClientSession() as session, session.get(sandbox.url + path, headers=sent) as answer:
        assert answer.status == 403


async def test_actions_are_refused_to_another_origin(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession(headers={"Origin": "http://evil.example"}) as session:
        for what in ("command", "autocomplete", "component", "modal", "dismiss", "message"):
            async with session.post(f"{sandbox.url}/page/{what}", json={"content": "x"}) as answer:
                assert answer.status == 403
    assert sandbox.world.messages == {}


async def test_the_folders_files_are_served_and_nothing_else(
    sandbox: Sandbox, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "index.html").write_text("<h1>the page</h1>")
    (folder / "app.js").write_text("1;")
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.setattr(page_files, "FOLDER", folder)
    async with aiohttp.ClientSession() as session:
        async with session.get(sandbox.url, headers={"Origin": sandbox.url}) as answer:
            assert "the page" in await answer.text()
            assert answer.headers["Cache-Control"] == "no-store"
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        async with session.get(f"{sandbox.url}/page/app.js") as answer:
            assert answer.status == 200
        for path in ("/page/secret.txt", "/page/..%2Fsecret.txt", "/page/%2e%2e/secret.txt", "/secret.txt"):
            async with session.get(sandbox.url + path) as answer:
                assert answer.status == 404


async def test_the_page_shows_state_and_hears_of_what_happens(sandbox: Sandbox, running: Running) -> None:
    async with running(SmallBot()), browsing(sandbox.url) as page:
        await sandbox.wait_for_commands()
        await page.listen()
        state = await page.state()
        assert state["me"]["global_name"] == "You"
        assert state["application"]["id"] == sandbox.world.application_id
        assert "not affiliated with Discord" in state["disclaimer"]
        assert {c["name"] for c in state["commands"]} >= {"say", "card", "Quote"}
        assert state["channels"][0] == {"id": sandbox.channel["id"], "name": "general"}
        assert await page.post("autocomplete", name="say", options={"text": "k"}, focused="text") == (
            200,
            {"choices": [{"name": "k!", "value": "k"}]},
        )
        status, told = await page.post("command", name="say", options={"text": "hi", "times": "2"})
        assert status == 200
        made = await page.event("message_create")
        assert made["content"] == "hi hi"
        assert made["_channel_id"] == sandbox.channel["id"]
        assert made["_interaction"]["id"] == told["interaction_id"]
        assert made["_interaction"]["options_text"] == "text: hi times: 2"
        assert (await page.state())["messages"] == [made]


async def test_the_page_presses_fills_dismisses_and_writes(sandbox: Sandbox, running: Running) -> None:
    async with running(SmallBot()), browsing(sandbox.url) as page, aiohttp.ClientSession() as session:
        await sandbox.wait_for_commands()
        await page.listen()
        await page.post("command", name="card")
        card = await page.event("message_create")
        async with session.get(card["attachments"][0]["url"]) as answer:
            assert await answer.read() == PIXEL
            assert answer.headers["Content-Type"] == "image/png"
        button = {"message_id": card["id"], "component_type": 2}
        await page.post("component", **button, custom_id="card:more")
        assert (await page.event("message_update"))["id"] == card["id"]
        await page.post("component", **button, custom_id="card:form")
        form = await page.event("modal")
        assert form["modal"]["title"] == "Feedback"
        which = {"interaction_id": form["interaction_id"], "custom_id": form["modal"]["custom_id"]}
        status, told = await page.post("modal", **which, values={"reason": "x"})
        assert (status, "3 to 40" in told["error"]) == (400, True)
        await page.post("modal", **which, values={"reason": "because"})
        answered = await page.event("message_create")
        assert answered["flags"] & 64
        assert await page.post("dismiss", message_id=answered["id"]) == (200, {})
        assert await page.event("message_delete") == {
            "id": answered["id"],
            "_channel_id": answered["_channel_id"],
        }
        select = {"message_id": card["id"], "component_type": 3, "custom_id": "card:choice", "values": ["2"]}
        await page.post("component", **select)
        assert (await page.event("message_create"))["content"] == "Chosen ['2']"
        assert (await page.post("message", content="me too"))[0] == 200
        written = await page.event("message_create")
        assert written["author"]["global_name"] == "You"
        await page.post("message_command", name="Quote", message_id=written["id"])
        assert (await page.event("message_create"))["content"] == "> me too"


async def test_the_page_never_sees_what_is_for_somebody_else(sandbox: Sandbox, running: Running) -> None:
    async with running(SmallBot()), browsing(sandbox.url) as page:
        await sandbox.wait_for_commands()
        await page.listen()
        await page.state()
        await sandbox.person("Anna").command("whisper", text="secret")
        sandbox.person("Anna").write("public")
        assert (await page.event("message_create"))["content"] == "public"
        assert [m["content"] for m in (await page.state())["messages"]] == ["public"]


@pytest.mark.parametrize(
    ("what", "body", "sentence"),
    [
        ("command", {"name": "nothing"}, "There is no command 'nothing'"),
        ("command", {"name": 3}, "'name' must be a text."),
        ("command", {"name": "x", "options": []}, "'options' must be an object."),
        ("component", {"message_id": "1", "custom_id": "x"}, "Unknown Message"),
        ("modal", {"interaction_id": "1", "custom_id": "x"}, "Unknown interaction"),
        ("message", {"content": ""}, "'content' must be a text."),
        ("message", {"content": "x", "channel_id": "7"}, "Unknown Channel"),
    ],
)
async def test_a_senseless_action_gets_a_sentence(
    sandbox: Sandbox, what: str, body: dict[str, object], sentence: str
) -> None:
    async with browsing(sandbox.url) as page:
        status, told = await page.post(what, **body)
    assert status in {400, 404}
    assert sentence in told["error"]


async def test_the_page_is_told_that_the_application_did_not_respond() -> None:
    async with Sandbox(answer_seconds=0.05) as sandbox, browsing(sandbox.url) as page:
        bot = SmallBot()
        with sandbox.redirect():
            async with bot:
                task = asyncio.create_task(bot.start(sandbox.token))
                await sandbox.wait_for_commands()
                await page.listen()
                _, told = await page.post("command", name="silent")
                failed = await page.event("interaction_failed")
            await asyncio.gather(task, return_exceptions=True)
    assert failed == {"interaction_id": told["interaction_id"], "text": "The application did not respond"}


async def test_serving_runs_the_bot_announces_the_page_and_stops_cleanly() -> None:
    bots: list[SmallBot] = []
    announced: asyncio.Queue[str] = asyncio.Queue()
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY

    def make() -> SmallBot:
        bots.append(SmallBot())
        return bots[0]

    task = asyncio.create_task(serve(make, port=0, announce=announced.put_nowait))
    url = await announced.get()
    async with aiohttp.ClientSession() as session, session.get(f"{url}/page/state") as answer:
        assert answer.status == 200
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert bots[0].is_closed()
    assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)


async def test_a_port_in_use_is_said_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=f"Port {port} on 127.0.0.1 is in use"):
            await serve(SmallBot, port=port, announce=lambda _: None)


def test_discord_py_is_only_sent_to_loopback() -> None:
    with (
        pytest.raises(ValueError, match=r"only ever sent to 127\.0\.0\.1"),
        redirected("http://a.example", "ws://a"),
    ):
        pass
