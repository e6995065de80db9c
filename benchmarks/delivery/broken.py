"""Three engines that are wrong on purpose, to show that the harness would notice."""

from __future__ import annotations

import secrets

from bot.briefing.delivery.message import as_sent
from bot.briefing.delivery.working import SEND_SECONDS, Worker, _Held
from bot.briefing.transport import Sent

# They differ from the real one, and from each other, in the single step that each gets wrong.


class NonceOnly(Worker):
    """Trusts the nonce for ever: what is tried again after Discord forgot it is sent again."""

    async def _step(self, held: _Held) -> bool:
        subscription = await self._t.store.call(self._t.store.subscriptions.get, held.row.subscription_id)
        assert subscription is not None
        if held.row.payload is None:
            return await self._freeze(held, subscription)
        await self._deliver(held)
        return True

    async def _deliver(self, held: _Held) -> None:
        sent = await self._post(held)
        if sent is None:
            await self._release(held, None)
        else:
            await self._settle(held, "sent", "", sent.message_id)

    async def _post(self, held: _Held) -> Sent | None:
        row, nonce = held.row, self._nonce(held)
        outcome = await self._t.transport.send(row.channel_id, as_sent(row), nonce, SEND_SECONDS)
        return outcome if isinstance(outcome, Sent) else None

    def _nonce(self, held: _Held) -> str:
        return held.row.nonce


class RandomNonce(NonceOnly):
    """Writes "sent" afterwards, with a nonce that says nothing: what fails in between is sent again."""

    def _nonce(self, held: _Held) -> str:
        del held
        return secrets.token_hex(12)


class MarkThenSend(NonceOnly):
    """Writes "sent" first: what fails after that is lost."""

    async def _deliver(self, held: _Held) -> None:
        await self._settle(held, "sent", "")
        await self._post(held)


BROKEN: dict[str, type[Worker]] = {
    "mark then send": MarkThenSend,
    "send then mark, random nonce": RandomNonce,
    "nonce without reconciliation": NonceOnly,
}
