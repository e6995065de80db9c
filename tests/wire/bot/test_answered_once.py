"""Every button, select and form that the bot shows is answered by one handler, and never as one that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.strays import UNKNOWN
from tests.wire.bot.briefings import SCHEDULE, press_public, public, use
from tests.wire.bot.reading import button, labels, select

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox

pytestmark = pytest.mark.usefixtures("briefing_bot")


def answers(sandbox: Sandbox, since: int) -> int:
    """Count the first answers since then, and see that none is for strays."""
    sent = sandbox.exchanges[since:]
    assert UNKNOWN not in str([one.request for one in sent])
    return sum(one.path.endswith("/callback") for one in sent)


@pytest.mark.parametrize("asked", [("entity", {"name": "Russia"}), ("search", {"words": "missiles " * 20}),
                                   ("entity", {"name": "Korea"}), ("entity", {"name": "zxqv"}),
                                   ("browse", {}), ("timeline", {"topic": "thaad"})])  # fmt: skip
async def test_each_button_and_select_of_a_card(
    anna: Person, sandbox: Sandbox, asked: tuple[str, dict[str, str]]
) -> None:
    shown = await anna.command(asked[0], **asked[1])
    pressed = labels(shown.message)
    assert pressed
    for label in pressed:
        fresh = await anna.command(asked[0], **asked[1])
        since = len(sandbox.exchanges)
        reply = await anna.press(fresh, button(fresh.message, label)["custom_id"])
        if label == "Post to channel":
            await reply.followed()
        if label == "Where to find it" and "Another statement" in str(reply.message):
            menu = select(reply.message)
            await anna.choose(reply, menu["custom_id"], menu["options"][-1]["value"])
            assert answers(sandbox, since) == 2
        else:
            assert answers(sandbox, since) == 1, label
    if '"type": 3' in str(shown.message).replace("'", '"'):
        fresh = await anna.command(asked[0], **asked[1])
        since, menu = len(sandbox.exchanges), select(fresh.message)
        await anna.choose(fresh, menu["custom_id"], menu["options"][0]["value"])
        assert answers(sandbox, since) == 1


async def test_each_button_and_the_form_of_a_brief(mia: Person, anna: Person, sandbox: Sandbox) -> None:
    await use(mia, "schedule", **SCHEDULE)
    await use(mia, "now")
    [brief] = public(sandbox)
    assert len(labels(brief)) > 2
    for label in labels(brief):
        since = len(sandbox.exchanges)
        if label != "Not useful":
            await press_public(anna, brief, label)
            assert answers(sandbox, since) == 1, label
            continue
        ben = sandbox.person("Ben")
        form = await ben.press(brief, button(brief, label)["custom_id"])
        await (await ben.submit(form, {"reason": "too long"})).settled()
        assert answers(sandbox, since) == 2
