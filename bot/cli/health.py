"""``dossier health``: asks the bot on this machine whether it lives, for a container's HEALTHCHECK.

A container asks every few seconds for months, so nothing large is imported here: neither the settings with their
library nor an HTTP client.
"""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress

from bot.exits import Exit, Stop
from bot.port import NO_PORT, as_port

VARIABLE = "DOSSIER_HTTP_PORT"
HOST = "127.0.0.1"
SECONDS = 5.0
"""For each step of it; the image's HEALTHCHECK limits the whole."""
LONGEST = 4096
"""Bytes of an answer that are read."""
UNSET = (
    f"{VARIABLE} is not set, so the bot serves no page to ask: set it (the image sets 8080), or say --port N"
)


def main(arguments: list[str]) -> int:
    """Run ``dossier health [--port N]`` without the rest of the command line; gives the exit code."""
    try:
        return int(check(_port_of(arguments)))
    except Stop as stop:
        print(f"dossier: {stop}", file=sys.stderr)
        return int(stop.code)


def check(port: int | None) -> Exit:
    """Ask ``/livez`` and say in one line what it says.

    Args:
        port: where; None takes that of the environment or of ``.env``.

    Raises:
        Stop: there is no port (78).
    """
    where = _configured() if port is None else port
    if where == 0:
        raise Stop(Exit.CONFIGURATION, f"{VARIABLE} is 0, any free port: say which one with --port N")
    try:
        status, text = _ask(where)
    except OSError as error:
        print(f"not alive: port {where} does not answer ({error.strerror or error})")
        return Exit.DATA
    print(text if status == 200 else f"not alive: {text}")  # noqa: PLR2004 - the HTTP status for "fine"
    return Exit.OK if status == 200 else Exit.DATA  # noqa: PLR2004 - the same


def _port_of(arguments: list[str]) -> int | None:
    match arguments:
        case []:
            return None
        case ["--port", text]:
            pass
        case [one] if one.startswith("--port="):
            text = one.removeprefix("--port=")
        case _:
            raise Stop(Exit.USAGE, "usage: dossier health [--port N]")
    port = as_port(text)
    if port is None:
        raise Stop(Exit.USAGE, f"--port: {NO_PORT}")
    return port


def _configured() -> int:
    text = os.environ.get(VARIABLE, "").strip() or _from_file()
    if not text:
        raise Stop(Exit.CONFIGURATION, UNSET)
    port = as_port(text)
    if port is None:
        raise Stop(Exit.CONFIGURATION, f"{VARIABLE}: {NO_PORT}")
    return port


def _from_file() -> str:
    with suppress(OSError, UnicodeDecodeError), open(".env", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is slow to import
        if VARIABLE in file.read():
            from dotenv import dotenv_values  # noqa: PLC0415 - seldom needed

            return (dotenv_values(".env").get(VARIABLE) or "").strip()
    return ""


def _ask(port: int) -> tuple[int, str]:
    """The status and the first line of what ``/livez`` says.

    Raises:
        OSError: nobody answers, or not in time, or no HTTP.
    """
    request = f"GET /livez HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n\r\n"
    with socket.create_connection((HOST, port), timeout=SECONDS) as made:
        made.sendall(request.encode("ascii"))
        answer = b""
        while len(answer) < LONGEST and (part := made.recv(LONGEST)):
            answer += part
    head, _, body = answer.decode("utf-8", "replace").partition("\r\n\r\n")
    words = head.split(maxsplit=2)
    if len(words) < 2 or not words[0].startswith("HTTP/") or not words[1].isdigit():  # noqa: PLR2004 - version and status
        raise OSError("it is not the bot that answers")
    line = body.strip().partition("\n")[0]
    return int(words[1]), "".join(one for one in line if one.isprintable()) or words[1]
