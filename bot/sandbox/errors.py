"""Discord's error answers.

Codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.rules import Violation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.sandbox.objects import Object


class ApiError(Exception):
    """An answer that refuses a request.

    Attributes:
        status: HTTP status.
        body: the JSON body, shaped like Discord's.
    """

    def __init__(self, status: int, code: int, message: str, errors: Object | None = None) -> None:
        super().__init__(f"{status} ({code}): {message}")
        self.status = status
        self.body: Object = {"message": message, "code": code}
        if errors:
            self.body["errors"] = errors


class InvalidFormError(ApiError):
    """HTTP 400 code 50035, with the violations that caused it."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__(400, 50035, "Invalid Form Body", nested_errors(self.violations))


def nested_errors(violations: Iterable[Violation]) -> Object:
    """Turn violations into Discord's nested ``errors``, keyed along each path (``a.0.b`` or ``a[0].b``)."""
    root: Object = {}
    for violation in violations:
        parts = [p for p in violation.path.replace("[", ".").replace("]", "").strip("$.").split(".") if p]
        node = root
        for part in parts:
            node = node.setdefault(part, {})
        node.setdefault("_errors", []).append({"code": violation.rule, "message": violation.message})
    return root


def invalid(rule: str, path: str, message: str, source: str) -> InvalidFormError:
    """Build the refusal of one field."""
    return InvalidFormError([Violation(rule=rule, path=path, message=message, source=source)])


def unauthorised() -> ApiError:
    """The token is not the sandbox's."""
    return ApiError(401, 0, "401: Unauthorized")


def not_found() -> ApiError:
    """No such route."""
    return ApiError(404, 0, "404: Not Found")


def unknown(what: str) -> ApiError:
    """Nothing of that kind has the id given.

    Args:
        what: one of the names in the table below.

    Raises:
        KeyError: for another name.
    """
    codes = {
        "Application": 10002,
        "Channel": 10003,
        "Guild": 10004,
        "Member": 10007,
        "Message": 10008,
        "User": 10013,
        "Webhook": 10015,
        "interaction": 10062,
        "application command": 10063,
    }
    return ApiError(404, codes[what], f"Unknown {what}")


def already_acknowledged() -> ApiError:
    """A second callback to one interaction."""
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def expired_token() -> ApiError:
    """An interaction token older than 15 minutes."""
    return ApiError(401, 50027, "Invalid Webhook Token")


def missing_access() -> ApiError:
    """The application cannot see the channel."""
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    """The application lacks a permission in the channel."""
    return ApiError(403, 50013, "Missing Permissions")


def closed_to_messages() -> ApiError:
    """A person who takes no private messages of the application."""
    return ApiError(403, 50007, "Cannot send messages to this user")


def invalid_recipient() -> ApiError:
    """A private channel with nobody, or with the application itself."""
    return ApiError(400, 50033, "Invalid Recipient(s)")


def empty_message() -> ApiError:
    """A message without content, embeds, attachments or components."""
    return ApiError(400, 50006, "Cannot send an empty message")


def not_the_author() -> ApiError:
    """Only the author may edit a message."""
    return ApiError(403, 50005, "Cannot edit a message authored by another user")
