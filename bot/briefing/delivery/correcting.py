"""Posted messages say what the base has corrected since, each correction once."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.briefing.composer import digests
from bot.briefing.delivery.corrections import changes, content_with
from bot.briefing.delivery.working import Tools
from bot.briefing.transport import Allowed, Gone, NotNow, Refused, Sent, Unsure
from bot.state.tables import Delivery

_log = logging.getLogger(__name__)

AGAIN = timedelta(minutes=5)
"""After how long a message is tried again that Discord did not let us edit."""


class Corrector:
    """Compares what was posted with the edition, which does not change while the process runs.

    What has changed is kept before the message is edited, and the text to edit is made from what is kept; so a
    process that ends in between, or two at once, write the same text again.

    Args:
        tools: what it needs.
    """

    def __init__(self, tools: Tools) -> None:
        self._t = tools
        self._digests = digests(tools.edition)
        self._compared = False
        self._left = True
        self._refused: dict[int, datetime] = {}

    def compare(self) -> None:
        """Compare once more: a message that another edition wrote may have been posted since."""
        self._compared = False

    async def correct(self) -> None:
        """Compare what was not compared yet, and edit what does not show its corrections yet."""
        if not self._compared:
            await self._compare()
        if not self._left:
            return
        self._left = False
        for row in await self._t.store.call(self._t.store.reports.untold):
            self._left |= not await self._show(row)

    async def _compare(self) -> None:
        store, edition = self._t.store, self._t.edition
        rows = await store.call(store.reports.unchecked, edition.hash)
        for row in rows:
            known = await store.call(store.reports.corrections, row.key)
            found = list(changes(row, edition, self._digests, known))
            day = self._t.now().date()
            self._left |= await store.call(store.reports.checked, row.key, edition.hash, found, day) > 0
        self._compared = not rows

    async def _show(self, row: Delivery) -> bool:
        """Edit one message; whether nothing is left to do."""
        since = self._refused.get(row.key)
        if since is not None and timedelta(0) <= self._t.now() - since < AGAIN:
            return False
        store = self._t.store
        known = await store.call(store.reports.corrections, row.key)
        untold = [one for one in known if one.told_at is None]
        subscription = await store.call(store.subscriptions.get, row.subscription_id)
        if row.message_id is None or subscription is None:
            return True
        access = await self._t.transport.access(subscription.guild_id, row.channel_id)
        if isinstance(access, Gone):
            await store.call(store.reports.corrected, untold, self._t.now(), access.reason)
            return True
        if not isinstance(access, Allowed):
            self._refused[row.key] = self._t.now()
            return False
        outcome = await self._t.transport.edit(row.channel_id, row.message_id, content_with(row, known))
        match outcome:
            case Sent():
                await store.call(store.reports.corrected, untold, self._t.now())
                return True
            case Refused(why="permission"):
                self._refused[row.key] = self._t.now()
                return False
            case Refused(reason=reason):
                await store.call(store.reports.corrected, untold, self._t.now(), reason)
                return True
            case Unsure(reason=reason) | NotNow(reason=reason):
                # To edit again changes nothing that is right already.
                _log.info("the correction of %s is tried again: %s", row.nonce, reason)
                return False
