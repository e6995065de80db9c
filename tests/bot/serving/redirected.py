"""The real command, with discord.py sent to a Discord on this machine: ``python -m … API GATEWAY COMMAND…``.

There is no setting for that, so that no setting can send a real token elsewhere.
"""

from __future__ import annotations

import os
import sys

from bot.__main__ import main
from bot.sandbox.redirect import redirected
from bot.serving import lease, session, tenure

if __name__ == "__main__":
    api_url, gateway_url = sys.argv[1:3]
    del sys.argv[1:3]
    hurry = float(os.environ.get("TEST_HURRY", "1"))
    for name in ("RENEWAL", "RETRY", "HOLD", "EXPIRY", "LOOK", "MARGIN"):
        # A third of the time shows the same; the figures themselves are measured by a benchmark.
        figure = getattr(tenure, name) * hurry
        setattr(tenure, name, figure)
        setattr(lease, name, figure)
    if "TEST_FAULT" in os.environ:
        vars(session)["again"] = None  # as a programmer may leave it
    with redirected(api_url, gateway_url):
        main()
