"""Ends the bot of this very process as an operator would, once it is connected."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox
    from bot.sandbox.session import Connection


def stop_once_connected(sandbox: Sandbox) -> None:
    """Send SIGTERM when a session was begun; only once, since a second one would end the tests themselves."""
    received = sandbox.gateway._receive

    def receive(connection: Connection, text: str) -> None:
        received(connection, text)
        if sandbox.gateway.connected.is_set():
            sandbox.gateway._receive = received  # type: ignore[method-assign] # once is enough
            os.kill(os.getpid(), signal.SIGTERM)

    sandbox.gateway._receive = receive  # type: ignore[method-assign] # seen first
