"""What is known of the connection to Discord's gateway: how long ago it last said anything.

``Client.latency`` is the time of one heartbeat's way and back, and keeps its last value when the connection dies; so it
says nothing about health. What does is the age of the last frame, and of the last acknowledgement of a heartbeat.
Both are taken from the raw frames that discord.py hands out with ``enable_debug_events`` (the documented event
``socket_raw_receive``), since its own record of them is private and begins anew with each connection.
"""

from __future__ import annotations

import json
from collections.abc import Callable

SHORT = 200
"""Characters that no acknowledgement exceeds; frames with news are longer and not looked into."""
ACKNOWLEDGEMENT = 11
"""Opcode of a heartbeat's acknowledgement: https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway"""


class Gateway:
    """The connection, as far as it can be seen.

    Args:
        steady: seconds of a clock that nobody sets.

    Attributes:
        frames: how many frames came.
        frame_at: when the last one did; None before the first.
        ack_at: when a heartbeat was last acknowledged.
        connected: whether there is a session, as far as discord.py knows.
        ready: whether there has been one at all.
        identifies: how many sessions were begun.
        resumes: how many were resumed.
        losses: how many connections ended.
    """

    def __init__(self, steady: Callable[[], float]) -> None:
        self._steady = steady
        self.frames = 0
        self.frame_at: float | None = None
        self.ack_at: float | None = None
        self.connected = self.ready = False
        self.identifies = self.resumes = self.losses = 0

    def frame(self, message: str) -> None:
        """A frame came."""
        self.frames += 1
        self.frame_at = self._steady()
        if len(message) <= SHORT and '"op":11' in message.replace(" ", "") and _is_ack(message):
            self.ack_at = self.frame_at

    def began(self) -> None:
        """A session began."""
        self.connected = self.ready = True

    def resumed(self) -> None:
        """A session goes on."""
        self.connected = True
        self.resumes += 1

    def lost(self) -> None:
        """The connection ended; discord.py makes a new one, and says so at each attempt that fails."""
        self.losses += self.connected
        self.connected = False

    def frame_age(self) -> float | None:
        """Seconds since the last frame; None before the first."""
        return None if self.frame_at is None else self._steady() - self.frame_at

    def ack_age(self) -> float | None:
        """Seconds since the last acknowledgement; None before the first."""
        return None if self.ack_at is None else self._steady() - self.ack_at


def _is_ack(message: str) -> bool:
    try:
        found = json.loads(message)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("op") == ACKNOWLEDGEMENT
