"""The sandbox's web page, read as text: what it may load, how it may build, that its parts fit together."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

import bot.sandbox

PAGE = Path(bot.sandbox.__file__).parent / "page"
MODULES = {path.name: path.read_text(encoding="utf-8") for path in sorted(PAGE.glob("*.js"))}
STYLES = {path.name: path.read_text(encoding="utf-8") for path in sorted(PAGE.glob("*.css"))}
INDEX = (PAGE / "index.html").read_text(encoding="utf-8")

MARKUP_FROM_DATA = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcdoc"
    r"|\beval\b|new Function|setAttribute\(\s*[\"'](?:style|on)"
)
IMPORT = re.compile(r'^import \{ ([^}]+) \} from "\./([\w.]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
LIGHT_DARK = re.compile(r"--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\);")
LONGEST_MODULE = 250  # lines


class Tag(NamedTuple):
    name: str
    attributes: dict[str, str | None]


class Reader(HTMLParser):
    """Collects the tags of a document and the text inside its scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.inline = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1].name in {"script", "style"}:
            self.inline += data.strip()


def read_index() -> Reader:
    reader = Reader()
    reader.feed(INDEX)
    assert len(reader.tags) > 20
    return reader


def code(name: str) -> str:
    return COMMENT.sub("", MODULES[name])


def test_the_page_is_there() -> None:
    assert len(MODULES) > 10
    assert len(STYLES) >= 1


@pytest.mark.parametrize("name", MODULES)
def test_no_data_becomes_markup(name: str) -> None:
    assert MARKUP_FROM_DATA.findall(code(name)) == []


def test_index_holds_nothing_that_its_content_policy_forbids() -> None:
    index = read_index()
    attributes = [name for tag in index.tags for name in tag.attributes]
    assert len(attributes) > 50
    assert [name for name in attributes if name == "style" or name.startswith("on")] == []
    assert index.inline == ""


def test_index_loads_only_files_of_this_folder() -> None:
    addresses = [
        value
        for tag in read_index().tags
        for name, value in tag.attributes.items()
        if name in {"src", "href"} and value is not None
    ]
    assert len(addresses) >= 5
    for address in addresses:
        assert address.startswith("/page/"), address
        assert (PAGE / address.removeprefix("/page/")).is_file(), address


@pytest.mark.parametrize("name", STYLES)
def test_styles_load_nothing(name: str) -> None:
    assert re.findall(r"url\(|@import|@font-face", STYLES[name]) == []


@pytest.mark.parametrize("name", MODULES)
def test_modules_name_no_other_host(name: str) -> None:
    # Parts of addresses in patterns and comparisons ("https:") name no host; a literal with a host would.
    assert re.findall(r"[\"'`](?:https?|wss?)://[\w.]", code(name)) == []


@pytest.mark.parametrize("name", MODULES)
def test_imports_name_what_the_other_module_exports(name: str) -> None:
    assert len(re.findall(r"^import ", MODULES[name], re.MULTILINE)) == len(IMPORT.findall(MODULES[name]))
    for names, source in IMPORT.findall(MODULES[name]):
        assert source in MODULES, source
        exported = set(EXPORT.findall(MODULES[source]))
        for imported in names.split(", "):
            assert imported in exported, f"{source} does not export {imported}"
            assert len(re.findall(rf"\b{imported}\b", code(name))) > 1, f"{imported} is not used"


def test_every_module_is_reached_from_the_page_and_every_export_is_used() -> None:
    imports = {
        (source, imported)
        for text in MODULES.values()
        for names, source in IMPORT.findall(text)
        for imported in names.split(", ")
    }
    loaded = {Path(tag.attributes["src"] or "").name for tag in read_index().tags if tag.name == "script"}
    exports = {(name, export) for name, text in MODULES.items() for export in EXPORT.findall(text)}
    assert len(exports) > 20
    assert exports - imports == set()
    assert {source for source, _ in imports} | loaded == set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_modules_stay_short_and_say_what_they_are_for(name: str) -> None:
    assert len(MODULES[name].splitlines()) <= LONGEST_MODULE
    assert MODULES[name].startswith("/**")


def test_the_elements_that_the_start_asks_for_are_in_the_index() -> None:
    ids = {tag.attributes["id"] for tag in read_index().tags if "id" in tag.attributes}
    wanted = set(re.findall(r'byId\("([\w-]+)"\)', MODULES["app.js"]))
    assert len(wanted) > 10
    assert wanted - ids == set()


def test_the_parts_that_the_composer_asks_for_are_in_the_index() -> None:
    classes = {name for tag in read_index().tags for name in (tag.attributes.get("class") or "").split()}
    wanted = set(re.findall(r'form\.querySelector\("\.([\w-]+)"\)', MODULES["composer.js"]))
    assert len(wanted) >= 4
    assert wanted - classes == set()


def test_every_styled_class_exists() -> None:
    written = " ".join([INDEX, *MODULES.values()])
    styled = {
        name
        for text in STYLES.values()
        for name in re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", COMMENT.sub("", text))
    }
    assert len(styled) > 80
    # Two families are put together from a word and a number.
    made = re.compile(r"^(?:tone|count)-\d$|^md-h\d$")
    unused = {name for name in styled if not made.match(name) and not re.search(rf"\b{name}\b", written)}
    assert unused == set()


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "side", "raised", "field", "private", "code-ground"])
@pytest.mark.parametrize("text", ["text", "strong", "muted", "link", "danger-text"])
def test_texts_can_be_read_on_every_ground(text: str, ground: str, theme: int) -> None:
    colours = {name: pair for name, *pair in LIGHT_DARK.findall(STYLES["style.css"])}
    lighter, darker = sorted((luminance(colours[name][theme]) for name in (text, ground)), reverse=True)
    # 4.5 to 1: WCAG 2.2, success criterion 1.4.3.
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_the_page_says_what_it_is_without_any_script() -> None:
    assert "model of Discord" in INDEX
    assert "not affiliated with Discord" in INDEX
    assert "nothing leaves this machine" in INDEX
