"""Routes by which the bot answers interactions; their own token is all they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox import answers
from bot.sandbox import interactions as kinds
from bot.sandbox.routing import Answer, Call, Route

if TYPE_CHECKING:
    from bot.sandbox.interactions import Interaction


async def _callback(call: Call) -> Answer:
    body = call.object()
    made = call.interactions.for_callback(call.params["interaction_id"], call.params["interaction_token"])
    if body.get("type") == kinds.UPDATE and made.source is not None:
        call.check_edit_of(made.source.payload)
    outcome = answers.callback(call.world, made, body, call.files)
    return Answer(200, outcome) if call.flag("with_response") else Answer(204)


def _made(call: Call) -> Interaction:
    return call.interactions.for_webhook(call.params["webhook_id"], call.params["webhook_token"])


def _which(call: Call) -> str:
    return call.params.get("message_id", "@original")


async def _follow_up(call: Call) -> Answer:
    body = call.object()
    # An interaction's follow-up is always answered with the message, whatever `wait` says.
    return Answer(200, answers.follow_up(call.world, _made(call), body, call.files).payload)


async def _get(call: Call) -> Answer:
    return Answer(200, answers.message_of(call.world, _made(call), _which(call)).payload)


async def _edit(call: Call) -> Answer:
    body = call.object()
    made = _made(call)
    call.check_edit_of(answers.message_of(call.world, made, _which(call)).payload)
    return Answer(200, answers.edit(call.world, made, _which(call), body, call.files).payload)


async def _delete(call: Call) -> Answer:
    answers.delete(call.world, _made(call), _which(call))
    return Answer(204)


_HOOK = "/webhooks/{webhook_id}/{webhook_token}"
_THREAD = frozenset({"thread_id"})
_COMPONENTS = _THREAD | {"with_components"}
_MESSAGES = [f"{_HOOK}/messages/@original", f"{_HOOK}/messages/{{message_id}}"]
ROUTES = [
    Route(
        "POST",
        "/interactions/{interaction_id}/{interaction_token}/callback",
        _callback,
        token=False,
        query=frozenset({"with_response"}),
    ),
    Route("POST", _HOOK, _follow_up, token=False, query=_COMPONENTS | {"wait"}),
    *(Route("GET", path, _get, token=False, query=_THREAD) for path in _MESSAGES),
    *(Route("PATCH", path, _edit, token=False, query=_COMPONENTS) for path in _MESSAGES),
    *(Route("DELETE", path, _delete, token=False, query=_THREAD) for path in _MESSAGES),
]
