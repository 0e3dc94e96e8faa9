"""What the styles and numberings of a Word file mean: headings, titles, contents, lists."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST_CHAIN = 12  # of styles that are based on each other


class Styles:
    """Each paragraph's kind, by its own marks or by the style that it has."""

    def __init__(self, styles: Any, numbering: Any):
        found = [] if styles is None else styles.iter(f"{W}style")
        self._styles = {style.get(f"{W}styleId"): style for style in found}
        self._ordered = _ordered(numbering)

    def kind_of(self, paragraph: Any) -> str:
        """heading, title, toc or an empty text."""
        own = paragraph.find(f"{W}pPr")
        if _level(own) is not None:
            return "heading"
        for style in self._chain(own):
            name = _value(style.find(f"{W}name")).lower()
            if name.startswith("heading") or _level(style.find(f"{W}pPr")) is not None:
                return "heading"
            if name == "title" or name.startswith("toc "):
                return name[:5].strip()
        return ""

    def list_of(self, paragraph: Any) -> str:
        """ol, ul or an empty text where the paragraph is in no list."""
        own = paragraph.find(f"{W}pPr")
        for properties in (own, *(style.find(f"{W}pPr") for style in self._chain(own))):
            numbered = properties.find(f"{W}numPr") if properties is not None else None
            if numbered is not None:
                number = _value(numbered.find(f"{W}numId"))
                level = _value(numbered.find(f"{W}ilvl")) or "0"
                return "" if number in ("", "0") else "ol" if self._ordered.get((number, level)) else "ul"
        return ""

    def _chain(self, properties: Any) -> list:
        name = _value(properties.find(f"{W}pStyle")) if properties is not None else ""
        chain: list = []
        while (style := self._styles.get(name)) is not None and len(chain) < LONGEST_CHAIN:
            chain.append(style)
            name = _value(style.find(f"{W}basedOn"))
        return chain


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{W}val") or ""


def _level(properties: Any) -> str | None:
    """The outline level of a heading; 9 is that of text."""
    level = _value(properties.find(f"{W}outlineLvl")) if properties is not None else ""
    return level if level and level != "9" else None


def _ordered(numbering: Any) -> dict[tuple[str, str], bool]:
    """For each numbering and level whether it counts."""
    if numbering is None:
        return {}
    levels = {
        each.get(f"{W}abstractNumId"): {
            level.get(f"{W}ilvl"): _value(level.find(f"{W}numFmt")) not in ("bullet", "none", "")
            for level in each.iter(f"{W}lvl")
        }
        for each in numbering.iter(f"{W}abstractNum")
    }
    return {
        (number.get(f"{W}numId"), level): counts
        for number in numbering.iter(f"{W}num")
        for level, counts in levels.get(_value(number.find(f"{W}abstractNumId")), {}).items()
    }
