"""Discord's published schema, where a copy is found, against what discord.py builds."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from bot.cards import limits
from tests.wire import real_payloads
from tests.wire import schema as schema_module
from tests.wire.differences import DIFFERENCES, Difference
from tests.wire.schema import DiscordSchema

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cards.limits import Limit
    from bot.sandbox.exchange import Exchange

_GATEWAY: Any = {"url": "wss://gateway.discord.gg"}


@pytest.fixture(scope="module")
def schema() -> DiscordSchema:
    found = DiscordSchema.find()
    if found is None:
        pytest.skip("Left out: no copy of Discord's OpenAPI schema was found; set DISCORD_OPENAPI to one.")
    return found


def _gateway(**changes: Any) -> Exchange:
    exchange = dataclasses.replace(
        real_payloads.request("GET", "/gateway", None), status=200, response=dict(_GATEWAY)
    )
    return dataclasses.replace(exchange, **changes)


async def test_every_request_of_the_library_passes_and_every_difference_is_needed(
    schema: DiscordSchema,
) -> None:
    fresh = DiscordSchema(schema._document)
    exchanges = real_payloads.exchanges()
    assert len(exchanges) >= 20
    assert {name: found for name, each in exchanges.items() if (found := fresh.problems(each))} == {}
    assert fresh.checked == 2 * len(exchanges)
    assert fresh.unused_differences() == []


async def test_without_the_differences_each_of_them_is_a_problem(schema: DiscordSchema) -> None:
    for left_out in DIFFERENCES:
        strict = DiscordSchema(schema._document, [each for each in DIFFERENCES if each is not left_out])
        problems = [
            each for exchange in real_payloads.exchanges().values() for each in strict.problems(exchange)
        ]
        assert problems, left_out.name


async def test_a_difference_that_nothing_needs_is_named(schema: DiscordSchema) -> None:
    idle = Difference("idle", "never met", frozenset({("PUT", real_payloads.COMMANDS)}), lambda body: body)
    watching = DiscordSchema(schema._document, [*DIFFERENCES, idle])
    for exchange in real_payloads.exchanges().values():
        assert watching.problems(exchange) == []
    assert watching.unused_differences() == ["idle"]


async def test_an_unknown_field_is_found_at_any_depth(schema: DiscordSchema) -> None:
    exchange = real_payloads.exchanges()["card reply"]
    body: Any = exchange.request
    body["data"]["components"][0]["components"][1]["accessory"]["labl"] = "More"
    (problem,) = schema.problems(exchange)
    assert "data.components[0].components[1].accessory" in problem
    assert "labl" in problem


@pytest.mark.parametrize(
    ("exchange", "word"),
    [
        (_gateway(route="/gatewy"), "no such request"),
        (_gateway(method="POST"), "no such request"),
        (_gateway(query={"vv": "10"}), "'vv' is not described"),
        (_gateway(request={}), "a body where none"),
        (_gateway(response={**_GATEWAY, "urls": []}), "urls"),
        (_gateway(response=None), "null"),
        (_gateway(response={"url": 1}), "url"),
        (_gateway(status=302, response=None), "no such status"),
        (_gateway(status=404, response={"message": "Unknown"}), "code"),
        (_gateway(status=404, response={"message": "Unknown", "code": 0, "error": ""}), "error"),
        (_gateway(status=429, response={"message": "Slow", "code": 0, "global": False}), "retry_after"),
        (real_payloads.request("POST", real_payloads.CALLBACK, None), "body is missing"),
        (real_payloads.request("POST", real_payloads.CALLBACK, {"type": 9}), "data"),
        (real_payloads.request("POST", real_payloads.CHANNEL, {"content": "x" * 4001}), "4000"),
        (real_payloads.request("POST", real_payloads.CHANNEL, {"nonce": "x" * 26}), "nonce"),
    ],
)
def test_what_the_schema_does_not_describe_is_a_problem(
    schema: DiscordSchema, exchange: Exchange, word: str
) -> None:
    problems = schema.problems(exchange)
    assert len(problems) == 1, problems
    assert word in problems[0]


def test_right_answers_pass(schema: DiscordSchema) -> None:
    errors: Any = {"data": {"components": {"0": {"_errors": [{"code": "X", "message": "Y"}]}}}}
    assert schema.problems(_gateway(status=404, response={"message": "m", "code": 0, "errors": errors})) != []
    refusal: Any = {"message": "Invalid Form Body", "code": 50035, "errors": errors}
    assert schema.problems(_gateway()) == []
    assert schema.problems(_gateway(status=400, response=refusal)) == []
    slow: Any = {"message": "Slow down", "code": 0, "retry_after": 0.5, "global": False}
    assert schema.problems(_gateway(status=429, response=slow)) == []


_COMPONENT = "ComponentForMessageRequest"
_INPUT = "TextInputComponentForModalRequest"
_LIMITS = [
    (limits.MESSAGE_CONTENT, "IncomingWebhookInteractionRequest", "content", "maxLength"),
    (limits.MESSAGE_COMPONENTS, "MessageCreateRequest", "components", "maxItems"),
    (limits.ATTACHMENTS, "MessageCreateRequest", "attachments", "maxItems"),
    (limits.STICKERS, "MessageCreateRequest", "sticker_ids", "maxItems"),
    (limits.ATTACHMENT_NAME, "MessageAttachmentRequest", "filename", "maxLength"),
    (limits.ATTACHMENT_DESCRIPTION, "MessageAttachmentRequest", "description", "maxLength"),
    (limits.MENTIONED_USERS, "MessageAllowedMentionsRequest", "users", "maxItems"),
    (limits.MENTIONED_ROLES, "MessageAllowedMentionsRequest", "roles", "maxItems"),
    (limits.CUSTOM_ID, f"Button{_COMPONENT}", "custom_id", "maxLength"),
    (limits.BUTTON_LABEL, f"Button{_COMPONENT}", "label", "maxLength"),
    (limits.BUTTON_URL, f"Button{_COMPONENT}", "url", "maxLength"),
    (limits.EMOJI_NAME, "ComponentEmojiForRequest", "name", "maxLength"),
    (limits.TEXT_DISPLAY, f"TextDisplay{_COMPONENT}", "content", "maxLength"),
    (limits.ROW_BUTTONS, f"ActionRow{_COMPONENT}", "components", "maxItems"),
    (limits.SELECT_OPTIONS, f"StringSelect{_COMPONENT}", "options", "maxItems"),
    (limits.SELECT_PLACEHOLDER, f"StringSelect{_COMPONENT}", "placeholder", "maxLength"),
    (limits.SELECT_MIN_VALUES, f"StringSelect{_COMPONENT}", "min_values", "maximum"),
    (limits.SELECT_MAX_VALUES, f"StringSelect{_COMPONENT}", "max_values", "maximum"),
    (limits.SELECT_DEFAULTS, f"RoleSelect{_COMPONENT}", "default_values", "maxItems"),
    (limits.OPTION_LABEL, "StringSelectOptionForRequest", "label", "maxLength"),
    (limits.OPTION_VALUE, "StringSelectOptionForRequest", "value", "maxLength"),
    (limits.OPTION_DESCRIPTION, "StringSelectOptionForRequest", "description", "maxLength"),
    (limits.SECTION_TEXTS, f"Section{_COMPONENT}", "components", "maxItems"),
    (limits.GALLERY_ITEMS, f"MediaGallery{_COMPONENT}", "items", "maxItems"),
    (limits.CONTAINER_CHILDREN, f"Container{_COMPONENT}", "components", "maxItems"),
    (limits.ACCENT_COLOUR, f"Container{_COMPONENT}", "accent_color", "maximum"),
    (limits.ALT_TEXT, f"Thumbnail{_COMPONENT}", "description", "maxLength"),
    (limits.MEDIA_URL, "UnfurledMediaRequest", "url", "maxLength"),
    (limits.MODAL_TITLE, "ModalInteractionCallbackRequestData", "title", "maxLength"),
    (limits.LABEL_TEXT, "LabelComponentForModalRequest", "label", "maxLength"),
    (limits.LABEL_DESCRIPTION, "LabelComponentForModalRequest", "description", "maxLength"),
    (limits.INPUT_LABEL, _INPUT, "label", "maxLength"),
    (limits.INPUT_VALUE, _INPUT, "value", "maxLength"),
    (limits.INPUT_PLACEHOLDER, _INPUT, "placeholder", "maxLength"),
    (limits.INPUT_MIN_LENGTH, _INPUT, "min_length", "maximum"),
    (limits.INPUT_MAX_LENGTH, _INPUT, "max_length", "maximum"),
    (limits.UPLOAD_MIN_FILES, "FileUploadComponentForModalRequest", "min_values", "maximum"),
    (limits.UPLOAD_MAX_FILES, "FileUploadComponentForModalRequest", "max_values", "maximum"),
    (limits.RADIO_OPTIONS, "RadioGroupComponentForModalRequest", "options", "maxItems"),
    (limits.CHECKBOX_OPTIONS, "CheckboxGroupComponentForModalRequest", "options", "maxItems"),
    (limits.CHECKBOX_MIN_VALUES, "CheckboxGroupComponentForModalRequest", "min_values", "maximum"),
    (limits.CHECKBOX_MAX_VALUES, "CheckboxGroupComponentForModalRequest", "max_values", "maximum"),
    (limits.CHOICES, "InteractionApplicationCommandAutocompleteCallbackStringData", "choices", "maxItems"),
    (limits.CHOICE_NAME, "ApplicationCommandOptionStringChoice", "name", "maxLength"),
    (limits.COMMAND_NAME, "ApplicationCommandUpdateRequest", "name", "maxLength"),
    (limits.COMMAND_DESCRIPTION, "ApplicationCommandUpdateRequest", "description", "maxLength"),
    (limits.COMMAND_OPTIONS, "ApplicationCommandUpdateRequest", "options", "maxItems"),
    (limits.COMMAND_CHOICES, "ApplicationCommandStringOption", "choices", "maxItems"),
    (limits.OPTION_MIN_LENGTH, "ApplicationCommandStringOption", "min_length", "maximum"),
    (limits.OPTION_MAX_LENGTH, "ApplicationCommandStringOption", "max_length", "maximum"),
    (limits.EMBEDS, "MessageCreateRequest", "embeds", "maxItems"),
    (limits.EMBED_TITLE, "RichEmbed", "title", "maxLength"),
    (limits.EMBED_DESCRIPTION, "RichEmbed", "description", "maxLength"),
    (limits.EMBED_FIELDS, "RichEmbed", "fields", "maxItems"),
    (limits.EMBED_FIELD_NAME, "RichEmbedField", "name", "maxLength"),
    (limits.EMBED_FIELD_VALUE, "RichEmbedField", "value", "maxLength"),
    (limits.EMBED_FOOTER, "RichEmbedFooter", "text", "maxLength"),
    (limits.EMBED_AUTHOR, "RichEmbedAuthor", "name", "maxLength"),
]


@pytest.mark.parametrize(
    ("limit", "name", "field", "keyword"), _LIMITS, ids=lambda each: getattr(each, "name", "")
)
def test_the_table_of_limits_agrees_with_the_schema(
    schema: DiscordSchema, limit: Limit, name: str, field: str, keyword: str
) -> None:
    described = schema._document["components"]["schemas"][name]["properties"][field]
    assert described[keyword] == limit.most
    lowest = {"maxLength": "minLength", "maxItems": "minItems", "maximum": "minimum"}[keyword]
    assert limit.least >= described.get(lowest, 0)


def test_formats_are_checked(schema: DiscordSchema) -> None:
    embed: Any = {"url": "not an address", "timestamp": "yesterday"}
    problems = schema.problems(real_payloads.request("POST", real_payloads.CHANNEL, {"embeds": [embed]}))
    assert len(problems) == 2


def test_without_a_copy_there_is_no_schema(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DISCORD_OPENAPI", raising=False)
    monkeypatch.setattr(schema_module, "_DEFAULT", tmp_path / "none.json")
    assert DiscordSchema.find() is None


def test_a_named_copy_that_is_missing_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DISCORD_OPENAPI", str(tmp_path / "none.json"))
    with pytest.raises(FileNotFoundError):
        DiscordSchema.find()
