"""Components as Discord gives them back: ids numbered, defaults filled in, media resolved.

Source of ids and defaults: https://docs.discord.com/developers/components/reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.errors import invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.ids import Snowflakes
    from bot.sandbox.objects import Object

ACTION_ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR = 9, 10, 11, 12, 13, 14
CONTAINER, LABEL = 17, 18
SELECTS = frozenset({STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT})
LINK_BUTTON = 5

SOURCE = "https://docs.discord.com/developers/components/reference#unfurled-media-item"


def walk(components: list[Object]) -> Iterator[Object]:
    """Give every component in a tree, parents first, in reading order."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for name in ("accessory", "component"):
            if component.get(name):
                yield from walk([component[name]])


def _given(component: Object, *names: str) -> Object:
    return {name: component[name] for name in names if component.get(name) is not None}


class Rendering:
    """Turns the components of one request into those of the answer.

    Args:
        attachments: the message's attachments, for ``attachment://name``.
        ids: where the ids of media come from.
    """

    def __init__(self, attachments: list[Object], ids: Snowflakes) -> None:
        self._attachments = {a["filename"]: a for a in attachments}
        self._by_id = {a["id"]: a for a in attachments}
        self._ids = ids
        self._taken: set[int] = set()
        self._counter = 0

    def render(self, components: list[Object]) -> list[Object]:
        """Render all components of a message or modal.

        Raises:
            ApiError: ``attachment://`` names no file of the message.
        """
        self._taken = {c["id"] for c in walk(components) if c.get("id")}
        return [self._one(component, f"components.{i}") for i, component in enumerate(components)]

    def _identifier(self, component: Object) -> int:
        if component.get("id"):
            return int(component["id"])
        self._counter += 1
        while self._counter in self._taken:
            self._counter += 1
        return self._counter

    def _one(self, component: Object, path: str) -> Object:
        kind = component["type"]
        made: Object = {"type": kind, "id": self._identifier(component)}
        if kind in SELECTS:
            return made | self._select(component)
        if kind == BUTTON:
            made["style"] = component.get("style")
            made |= _given(component, "custom_id", "label", "emoji", "url", "sku_id")
            made["disabled"] = bool(component.get("disabled"))
        elif kind == TEXT_INPUT:
            made |= {name: component.get(name) for name in ("custom_id", "style", "label")}
            made |= {name: component.get(name) for name in ("min_length", "max_length")}
            made |= _given(component, "value", "placeholder")
            made["required"] = component.get("required") is not False
        elif kind == TEXT:
            made["content"] = component.get("content")
        elif kind == SEPARATOR:
            made["divider"] = component.get("divider") is not False
            made["spacing"] = component.get("spacing") or 1
        elif kind == THUMBNAIL:
            made |= self._picture(component, f"{path}.media")
        elif kind == GALLERY:
            items = component.get("items") or []
            made["items"] = [self._picture(item, f"{path}.items.{i}.media") for i, item in enumerate(items)]
        elif kind == FILE:
            made |= self._file(component, path)
        elif kind == CONTAINER:
            made["accent_color"] = component.get("accent_color")
            made["spoiler"] = bool(component.get("spoiler"))
        else:
            made |= {
                k: v for k, v in component.items() if k not in {"id", "components", "component", "accessory"}
            }
        return self._below(component, made, path)

    def _below(self, component: Object, made: Object, path: str) -> Object:
        if "components" in component:
            below = enumerate(component["components"] or ())
            made["components"] = [self._one(child, f"{path}.components.{i}") for i, child in below]
        for name in ("accessory", "component"):
            if component.get(name) is not None:
                made[name] = self._one(component[name], f"{path}.{name}")
        return made

    def _select(self, component: Object) -> Object:
        made = {"custom_id": component.get("custom_id"), **_given(component, "placeholder", "channel_types")}
        for name in ("min_values", "max_values"):
            made[name] = 1 if component.get(name) is None else component[name]
        made["disabled"] = bool(component.get("disabled"))
        if component["type"] == STRING_SELECT:
            names = ("label", "value", "description", "emoji", "default")
            made["options"] = [_given(option, *names) for option in component.get("options") or ()]
        elif component.get("default_values"):
            values = component["default_values"]
            made["default_values"] = [{"type": v.get("type"), "id": str(v.get("id"))} for v in values]
        return made

    def _picture(self, holder: Object, path: str) -> Object:
        return {
            "media": self._media(holder.get("media") or {}, path),
            "description": holder.get("description"),
            "spoiler": bool(holder.get("spoiler")),
        }

    def _file(self, component: Object, path: str) -> Object:
        media = self._media(component.get("file") or {}, f"{path}.file")
        attachment = self._by_id.get(media.get("attachment_id", ""), {})
        return {
            "file": media,
            "name": attachment.get("filename"),
            "size": attachment.get("size"),
            "spoiler": bool(component.get("spoiler")),
        }

    def _media(self, media: Object, path: str) -> Object:
        url = str(media.get("url") or "")
        made: Object = {"id": self._ids.next(), "url": url, "proxy_url": url}
        attachment: Object | None
        if url.startswith("attachment://"):
            attachment = self._attachments.get(url.removeprefix("attachment://"))
            if attachment is None:
                raise invalid(
                    "unknown-attachment", f"{path}.url", f"No uploaded file is called {url}.", SOURCE
                )
        else:
            # A message edited by its author comes back with the addresses that it was given before.
            attachment = next((a for a in self._by_id.values() if a["url"] == url), None)
        if attachment is not None:
            made |= {"url": attachment["url"], "proxy_url": attachment["proxy_url"]}
            made |= {"attachment_id": attachment["id"], "content_type": attachment["content_type"]}
        source = attachment or {}
        return made | {"width": source.get("width"), "height": source.get("height")}
