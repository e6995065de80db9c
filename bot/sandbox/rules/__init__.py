"""Discord's rules for the requests that a bot sends, as one pure function: ``check``.

Each breach is a ``Violation`` with the place in the request body and the source of the rule. The rules are
our model of Discord's documentation; rules of the house itself are marked by their source.
"""

from bot.sandbox.rules.findings import Violation
from bot.sandbox.rules.requests import check

__all__ = ["Violation", "check"]
