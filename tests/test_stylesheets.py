"""Holds the style sheet to its rules: logical, layered, small, one component a file."""

import re
from pathlib import Path

import brotli
import pytest

from elearning.storage import IMPORT, join

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "elearning" / "static"
CSS = STATIC / "css"
SHEETS = {str(path.relative_to(CSS)): path for path in sorted(CSS.rglob("*.css"))}
COMPONENTS = {name: path for name, path in SHEETS.items() if name.startswith("components/")}
# The sheets that pages load, with the most that they may weigh: joined, and compressed.
LISTS = {
    "site.css": (40_000, 12_000),
    "workshop-desk.css": (12_000, 4_000),
    "workshop-room.css": (16_000, 5_000),
    "tracking.css": (12_000, 4_000),
    "learning.css": (12_000, 4_000),
}
LAYERS = {"tokens.css": "tokens", "reset.css": "reset", "base.css": "base", "layout.css": "layout"}
PHYSICAL = re.compile(
    r"^((margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right|top|bottom)\b.*"
    r"|border-(top|bottom)-(left|right)-radius|(min-|max-)?(width|height)|left|right|top|bottom|overflow-[xy])$"
)
NAMED = "black|white|red|green|blue|gr[ae]y|silver|orange|yellow|purple|navy|teal|maroon|olive|gold"
COLOUR = re.compile(rf"#[0-9a-f]{{3,8}}\b|\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\(|\b({NAMED})\b")
DECLARATION = re.compile(r"(?:^|[;{])\s*(-{0,2}[a-z][a-z0-9-]*)\s*:\s*([^;{}]+)(?=[;}])")
CLASS = re.compile(r"\.([a-z][a-z0-9-]*)")


def bare(path: Path) -> str:
    """A sheet without comments and strings."""
    return re.sub(r'/\*.*?\*/|"[^"]*"', "", path.read_text(), flags=re.DOTALL)


def declarations(path: Path) -> list[tuple[str, str]]:
    return [(name, " ".join(value.split())) for name, value in DECLARATION.findall(bare(path))]


def roots(path: Path) -> list[str]:
    """The selectors that stand directly in the layer of a sheet; a media query belongs inside its class."""
    inner = bare(path).split("{", 1)[1]
    depth, start, found = 0, 0, []
    for place, sign in enumerate(inner):
        if sign == "{":
            found += [inner[start:place]] if depth == 0 else []
            depth += 1
        elif sign == "}":
            depth, start = max(depth - 1, 0), place + 1
    return [selector.strip() for text in found for selector in text.split(",") if selector.strip()]


def classes_of(path: Path) -> set[str]:
    return {name for rule in re.findall(r"([^;{}]+)\{", bare(path)) for name in CLASS.findall(rule)}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_uses_logical_properties_only(name):
    assert [found for found, _ in declarations(SHEETS[name]) if PHYSICAL.match(found)] == []
    sided = [pair for pair in declarations(SHEETS[name]) if re.search(r"\b(left|right)\b", pair[1])]
    assert sided == []


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_shouts_nowhere(name):
    assert "!important" not in SHEETS[name].read_text()


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "tokens.css"])
def test_colours_come_from_tokens(name):
    assert [pair for pair in declarations(SHEETS[name]) if COLOUR.search(pair[1])] == []


@pytest.mark.parametrize("name", [name for name in SHEETS if name not in LISTS])
def test_a_sheet_lies_in_its_layer(name):
    layer = LAYERS.get(name, "components" if name in COMPONENTS else "utilities")
    assert re.findall(r"@layer ([a-z]+)", bare(SHEETS[name])) == [layer]
    assert bare(SHEETS[name]).lstrip().startswith(f"@layer {layer} {{")


def test_the_list_imports_each_sheet_once_and_components_by_name():
    lists = [IMPORT.findall(SHEETS[name].read_text()) for name in LISTS]
    assert sorted(name for listed in lists for name in listed) == sorted(name for name in SHEETS if name not in LISTS)
    for listed in lists:
        components = [Path(name).stem for name in listed if name in COMPONENTS]
        assert components == sorted(components)


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_is_one_class_named_like_its_file(name):
    own = f".{Path(name).stem}"
    assert [
        selector for selector in roots(COMPONENTS[name]) if not re.match(rf"{re.escape(own)}(?![\w-])", selector)
    ] == []


def test_a_component_knows_only_classes_that_exist():
    known = {Path(name).stem for name in COMPONENTS}
    for name in ("layout.css", "utilities.css"):
        known |= classes_of(SHEETS[name])
    assert {(name, word) for name, path in COMPONENTS.items() for word in classes_of(path) - known} == set()


def markup() -> str:
    """All templates, and the Python and script that write a class."""
    places = [*ROOT.glob("templates/**/*.html"), *STATIC.glob("js/**/*.js")]
    return "\n".join(path.read_text() for path in places)


# Drawn with the style guide, for the module, quiz and certificate pages that come next; the list only shrinks.
AWAITED: set[str] = set()


def test_each_component_is_used():
    used = set(re.findall(r"[a-z][a-z0-9-]*", " ".join(re.findall(r'class="([^"]*)"', markup()))))
    assert {Path(name).stem for name in COMPONENTS} - used == AWAITED


def test_each_property_that_is_read_is_set_and_the_other_way_round():
    text = "\n".join(bare(path) for path in SHEETS.values())
    assert set(re.findall(r"var\((--[a-z0-9-]+)", text)) ^ set(re.findall(r"(--[a-z0-9-]+)\s*:", text)) == set()


def test_the_joined_sheets_are_small_and_whole():
    joined = {name: join(lambda part: (STATIC / part).read_text(), f"css/{name}") for name in LISTS}
    assert 'url("../img/contours.svg")' in joined["site.css"]
    whole = "".join(joined.values())
    assert "@import" not in whole
    assert "/*" not in whole
    assert whole.count("{") == whole.count("}") == sum(bare(path).count("{") for path in SHEETS.values())
    for name, (most, compressed) in LISTS.items():
        assert len(joined[name]) < most
        assert len(brotli.compress(joined[name].encode())) < compressed
