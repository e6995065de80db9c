"""Delivery of briefings, exactly once.

What the commands need::

    engine = Engine(store, transport, edition, now=utc_now)
    asyncio.create_task(engine.run(stop))        # ends when ``stop`` is set, with what is under way finished
    row = await engine.send_now(subscription.id) # a brief at once: the line of the ledger afterwards
    seen = await engine.preview(subscription, day)  # ``seen.brief`` and ``seen.content``; nothing is kept
    engine.wake()                                # after something was scheduled or changed

The rules are in :mod:`bot.briefing.decide`. What the engine asks of Discord is
:class:`bot.briefing.transport.Transport`; :class:`bot.briefing.delivery.discord_port.DiscordPort` is the one that
discord.py serves, made before the client logs in. Buttons of a brief have the ``custom_id`` ``brief:<action>:<key>``;
actions are those of ``ACTIONS``, and ``bot.state.parse_key`` reads the key.
"""

from bot.briefing.delivery.engine import Engine, Preview
from bot.briefing.delivery.message import ACTIONS

__all__ = ["ACTIONS", "Engine", "Preview"]
