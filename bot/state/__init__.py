"""What the team creates: subscriptions, the ledger of their deliveries, corrections, feedback, alarms.

Kept in SQLModel tables with a registry of their own, in SQLite or PostgreSQL; migrated when opened. In use::

    store = Store.open(database_address(settings.database_url_text, settings.data_dir))
    subscription = await store.call(store.subscriptions.create, Wish(…), now)

- ``Store.subscriptions``: ``create(wish, now)``, ``get(id, guild_id)``, ``of_guild(guild_id, ended=False)``,
  ``edit(id, wish, now)``, ``pause(id, now)``, ``resume(id, now)``, ``remove(id, now)``; ``wish_of(subscription)``.
- ``Store.ledger``: ``history(subscription_id, limit, before)``, ``find(key)``, ``past(channel_id)``.
- ``Store.reports``: ``add_feedback(delivery_id, useful=…, reason=…, now=…)``, ``feedback(ids)``,
  ``corrections(delivery_id)``, ``alarms()``.
- ``Store.questions``: ``keep(text, now)`` gives a short id, ``recall(id, now)`` the text for 30 days.
- ``Store.cards``: ``claim_post(message_id, key, now)``, ``release(message_id, key)``: a card is posted once.
- ``Store.leases``, ``Store.identifies``: which process serves, and which sessions it began.
- ``keys.parse_key(text)`` reads what stands in a button: ``brief:<action>:<key>``.
"""

from bot.state.address import AddressError, database_address
from bot.state.database import Fault, StateError, open_database
from bot.state.keys import Key, parse_key
from bot.state.ledger import FenceError, Frozen, Ledger, Past
from bot.state.planning import schedule_of
from bot.state.reports import Changed, Reports
from bot.state.store import Store
from bot.state.subscriptions import MOST, RefusedError, SameScheduleError, Subscriptions, Wish, wish_of
from bot.state.tables import Alarm, Correction, Delivery, Feedback, Subscription

__all__ = [
    "MOST",
    "AddressError",
    "Alarm",
    "Changed",
    "Correction",
    "Delivery",
    "Fault",
    "Feedback",
    "FenceError",
    "Frozen",
    "Key",
    "Ledger",
    "Past",
    "RefusedError",
    "Reports",
    "SameScheduleError",
    "StateError",
    "Store",
    "Subscription",
    "Subscriptions",
    "Wish",
    "database_address",
    "open_database",
    "parse_key",
    "schedule_of",
    "wish_of",
]
