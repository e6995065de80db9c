"""Mounted into a container: ``dossier run`` as it is, with discord.py sent to a sandbox on this machine's loopback.

Usage: ``python3 on_sandbox.py API GATEWAY``; settings come from the environment, as for ``dossier run``. There is no
setting that would do this: a real token is never sent anywhere but to Discord.
"""

from __future__ import annotations

import sys

from bot.__main__ import main as dossier
from bot.sandbox.redirect import redirected

if __name__ == "__main__":
    api, gateway = sys.argv[1:]
    sys.argv[1:] = ["run"]
    with redirected(api, gateway):
        dossier()
