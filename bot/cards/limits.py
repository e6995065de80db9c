"""Discord's limits, each with its source: the one table for the cards and for the checks on the wire.

Lengths are counted in characters as Python's ``len`` counts them (Unicode code points). A page of Discord's
developer documentation is the source wherever it states the figure; figures that it leaves out come from
Discord's published OpenAPI schema or from the error that Discord answers, and say so.
"""

from __future__ import annotations

from dataclasses import dataclass

DOCS = "https://docs.discord.com/developers"
SCHEMA = "https://github.com/discord/discord-api-spec"
HOUSE = "Dossier's own rule"

COMPONENTS_PAGE = f"{DOCS}/components/reference"
MESSAGE_PAGE = f"{DOCS}/resources/message"
COMMANDS_PAGE = f"{DOCS}/interactions/application-commands"
INTERACTIONS_PAGE = f"{DOCS}/interactions/receiving-and-responding"

_BUTTON = f"{COMPONENTS_PAGE}#button-button-structure"
_SELECT = f"{COMPONENTS_PAGE}#string-select-string-select-structure"
_OPTION = f"{COMPONENTS_PAGE}#string-select-select-option-structure"
_INPUT = f"{COMPONENTS_PAGE}#text-input-text-input-structure"
_MODAL = f"{INTERACTIONS_PAGE}#interaction-response-object-modal"
_COMMAND = f"{COMMANDS_PAGE}#application-command-object-application-command-structure"
_COMMAND_OPTION = f"{COMMANDS_PAGE}#application-command-object-application-command-option-structure"
_COMMAND_CHOICE = f"{COMMANDS_PAGE}#application-command-object-application-command-option-choice-structure"
_COMMAND_COUNT = f"{COMMANDS_PAGE}#registering-a-command"
_AUTOCOMPLETE = f"{INTERACTIONS_PAGE}#interaction-response-object-autocomplete"
_CREATE = f"{MESSAGE_PAGE}#create-message"
_EMBED = f"{MESSAGE_PAGE}#embed-object-embed-limits"
_MENTIONS = f"{MESSAGE_PAGE}#allowed-mentions-object"


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of something Discord takes.

    Attributes:
        name: short name, also the name of the rule that a breach breaks.
        most: the largest length or count that is taken.
        source: where the figure is stated.
        least: the smallest length or count that is taken.
        card_only: the cards keep to it, the checks on the wire do not look at it.
    """

    name: str
    most: int
    source: str
    least: int = 0
    card_only: bool = False

    def fits(self, text: str) -> bool:
        """Say whether a text has a length that is taken."""
        return self.least <= len(text) <= self.most


# Messages
MESSAGE_CONTENT = Limit("message-content", 2000, _CREATE)
MESSAGE_COMPONENTS = Limit("message-components", 40, COMPONENTS_PAGE)  # nested ones count
MESSAGE_TEXT = Limit(
    "message-text", 4000, f"{SCHEMA} and Discord's error COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"
)  # the sum over all text displays of a message
MESSAGE_ROWS = Limit("message-rows", 5, f"{COMPONENTS_PAGE}#legacy-message-component-behavior")
ATTACHMENTS = Limit("attachments", 10, SCHEMA)
ATTACHMENT_NAME = Limit("attachment-name", 1024, SCHEMA, least=1)
ATTACHMENT_DESCRIPTION = Limit(
    "attachment-description", 1024, f"{MESSAGE_PAGE}#attachment-object-attachment-structure"
)
STICKERS = Limit("stickers", 3, _CREATE)
NONCE = Limit("nonce", 25, _CREATE)
MENTIONED_USERS = Limit("mentioned-users", 100, _MENTIONS)
MENTIONED_ROLES = Limit("mentioned-roles", 100, _MENTIONS)

# Components
CUSTOM_ID = Limit("custom-id", 100, f"{COMPONENTS_PAGE}#anatomy-of-a-component-custom-id", least=1)
COMPONENT_ID = Limit("component-id", 2**31 - 1, f"{COMPONENTS_PAGE}#anatomy-of-a-component")
TEXT_DISPLAY = Limit("text-display", 4000, SCHEMA, least=1)
ROW_BUTTONS = Limit("row-buttons", 5, f"{COMPONENTS_PAGE}#action-row", least=1)
BUTTON_LABEL = Limit("button-label", 80, _BUTTON, least=1)
BUTTON_URL = Limit("button-url", 512, _BUTTON, least=1)
EMOJI_NAME = Limit("emoji-name", 32, SCHEMA, least=1)
SELECT_OPTIONS = Limit("select-options", 25, _SELECT, least=1)
SELECT_PLACEHOLDER = Limit("select-placeholder", 150, _SELECT)
SELECT_MIN_VALUES = Limit("select-min-values", 25, _SELECT)
SELECT_MAX_VALUES = Limit("select-max-values", 25, _SELECT, least=1)
SELECT_DEFAULTS = Limit("select-defaults", 25, SCHEMA)
OPTION_LABEL = Limit("option-label", 100, _OPTION, least=1)
OPTION_VALUE = Limit("option-value", 100, _OPTION, least=1)
OPTION_DESCRIPTION = Limit("option-description", 100, _OPTION)
SECTION_TEXTS = Limit("section-texts", 3, f"{COMPONENTS_PAGE}#section-section-structure", least=1)
GALLERY_ITEMS = Limit(
    "gallery-items", 10, f"{COMPONENTS_PAGE}#media-gallery-media-gallery-structure", least=1
)
CONTAINER_CHILDREN = Limit("container-children", 40, SCHEMA, least=1)
ACCENT_COLOUR = Limit("accent-colour", 0xFFFFFF, f"{COMPONENTS_PAGE}#container-container-structure")
ALT_TEXT = Limit("alt-text", 1024, f"{COMPONENTS_PAGE}#thumbnail-thumbnail-structure", least=1)
MEDIA_URL = Limit("media-url", 2048, SCHEMA, least=1)
PICTURE_ALT_TEXT = Limit("picture-alt-text", 300, HOUSE, least=1, card_only=True)

# Modals
MODAL_TITLE = Limit("modal-title", 45, _MODAL, least=1)
MODAL_COMPONENTS = Limit("modal-components", 5, _MODAL, least=1)
LABEL_TEXT = Limit("label-text", 45, f"{COMPONENTS_PAGE}#label-label-structure", least=1)
LABEL_DESCRIPTION = Limit("label-description", 100, f"{COMPONENTS_PAGE}#label-label-structure", least=1)
INPUT_LABEL = Limit("input-label", 45, SCHEMA, least=1)  # deprecated: only for an input in an action row
INPUT_VALUE = Limit("input-value", 4000, _INPUT)
INPUT_PLACEHOLDER = Limit("input-placeholder", 100, _INPUT)
INPUT_MIN_LENGTH = Limit("input-min-length", 4000, _INPUT)
INPUT_MAX_LENGTH = Limit("input-max-length", 4000, _INPUT, least=1)
UPLOAD_MIN_FILES = Limit("upload-min-files", 10, f"{COMPONENTS_PAGE}#file-upload-file-upload-structure")
UPLOAD_MAX_FILES = Limit(
    "upload-max-files", 10, f"{COMPONENTS_PAGE}#file-upload-file-upload-structure", least=1
)
RADIO_OPTIONS = Limit("radio-options", 10, f"{COMPONENTS_PAGE}#radio-group", least=2)
CHECKBOX_OPTIONS = Limit("checkbox-options", 10, f"{COMPONENTS_PAGE}#checkbox-group", least=1)
CHECKBOX_MIN_VALUES = Limit("checkbox-min-values", 10, f"{COMPONENTS_PAGE}#checkbox-group")
CHECKBOX_MAX_VALUES = Limit("checkbox-max-values", 10, f"{COMPONENTS_PAGE}#checkbox-group", least=1)

# Autocomplete
CHOICES = Limit("autocomplete-choices", 25, _AUTOCOMPLETE)
CHOICE_NAME = Limit("choice-name", 100, _COMMAND_CHOICE, least=1)
CHOICE_VALUE = Limit("choice-value", 100, _COMMAND_CHOICE, least=1)

# Commands
COMMANDS_CHAT = Limit("commands-chat", 100, _COMMAND_COUNT)
COMMANDS_USER = Limit("commands-user", 15, _COMMAND_COUNT)
COMMANDS_MESSAGE = Limit("commands-message", 15, _COMMAND_COUNT)
COMMAND_NAME = Limit("command-name", 32, _COMMAND, least=1)
COMMAND_DESCRIPTION = Limit("command-description", 100, _COMMAND, least=1)
COMMAND_TEXT = Limit("command-text", 8000, f"{COMMANDS_PAGE}#slash-commands")  # names, descriptions, values
COMMAND_OPTIONS = Limit("command-options", 25, _COMMAND)
COMMAND_CHOICES = Limit("command-choices", 25, _COMMAND_OPTION)
OPTION_MIN_LENGTH = Limit("option-min-length", 6000, _COMMAND_OPTION)
OPTION_MAX_LENGTH = Limit("option-max-length", 6000, _COMMAND_OPTION, least=1)

# Embeds
EMBEDS = Limit("embeds", 10, _CREATE)
EMBEDS_TEXT = Limit("embeds-text", 6000, _EMBED)  # the sum over all embeds of a message
EMBED_TITLE = Limit("embed-title", 256, _EMBED)
EMBED_DESCRIPTION = Limit("embed-description", 4096, _EMBED)
EMBED_FIELDS = Limit("embed-fields", 25, _EMBED)
EMBED_FIELD_NAME = Limit("embed-field-name", 256, _EMBED, least=1)
EMBED_FIELD_VALUE = Limit("embed-field-value", 1024, _EMBED, least=1)
EMBED_FOOTER = Limit("embed-footer", 2048, _EMBED)
EMBED_AUTHOR = Limit("embed-author", 256, _EMBED)

_ELLIPSIS = "…"


def clip_label(text: str, limit: Limit) -> str:
    """Shorten a label to what Discord takes, at the end of a word, with an ellipsis.

    For labels that only help to choose (autocomplete, select options). Statements of the fact base are never
    shortened: their short forms are curated.

    Args:
        text: the label. Runs of white space become one space.
        limit: the limit to keep; its ``most`` is at least 2.

    Returns:
        The label itself if it fits, else its first whole words (or, where the first word alone is too long,
        its first characters) and ``…``, together at most ``limit.most`` characters.
    """
    tidy = " ".join(text.split())
    if len(tidy) <= limit.most:
        return tidy
    room = limit.most - len(_ELLIPSIS)
    head = tidy[:room]
    if tidy[room] != " " and " " in head:
        head = head.rpartition(" ")[0]
    return head.rstrip(" ,;:–—-") + _ELLIPSIS
