"""What ``dossier run`` is, redirected to a Discord on loopback.

Usage: ``python -m benchmarks.bots.dossier API GATEWAY``; settings come from the environment, as for ``dossier run``.
"""

from __future__ import annotations

import sys

from benchmarks.bots import meter


def main() -> None:
    """Run the command line's ``run`` with all requests sent elsewhere."""
    meter.start()
    api, gateway = sys.argv[1:]
    from bot.__main__ import main as dossier  # noqa: PLC0415 - in the order in which the command imports
    from bot.sandbox.redirect import redirected  # noqa: PLC0415 - the same

    sys.argv[1:] = ["run"]
    with redirected(api, gateway):
        dossier()


if __name__ == "__main__":
    main()
