"""The words of one paragraph of a Word file as HTML, with the pictures, notes and left-out things met on the way."""

import html
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .styles import W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/"
VML = "{urn:schemas-microsoft-com:vml}"
_THROUGH = {"ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo"}
_SIGNS = {"tab": " ", "br": "<br>", "cr": "<br>", "noBreakHyphen": "-"}
_OFF = {"0", "false", "off", "none"}


@dataclass
class Words:
    """A paragraph: its HTML, its pictures as (relation, what they show), its notes as (kind, number)."""

    html: str = ""
    pictures: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    left: Counter = field(default_factory=Counter)


def words_of(paragraph: Any, links: dict[str, str], first_note: int = 1) -> Words:
    """Tracked insertions are accepted, deletions gone; notes are numbered from `first_note`."""
    found = Words()
    _walk(paragraph, links, found, first_note)
    return found


def _walk(element: Any, links: dict[str, str], found: Words, first: int) -> None:
    for child in _inside(element):
        name = child.tag.rpartition("}")[2]
        if name == "r":
            _run(child, found, first)
        elif name == "hyperlink":
            before, found.html = found.html, ""
            _walk(child, links, found, first)
            address = links.get(child.get(f"{R}id") or "", "")
            inside = found.html
            found.html = before + (f'<a href="{html.escape(address)}">{inside}</a>' if address and inside else inside)
        elif name in ("del", "moveFrom"):
            found.left["deleted"] += 1
        elif name in ("oMath", "oMathPara"):
            found.left["formulas"] += 1
        elif name in _THROUGH:
            found.left["inserted"] += name == "ins"
            _walk(child, links, found, first)


def _run(run: Any, found: Words, first: int) -> None:
    if _is_on(run, "vanish"):
        found.left["hidden"] += 1
        return
    text = ""
    for child in _inside(run):
        name = child.tag.rpartition("}")[2]
        if name == "t":
            text += html.escape(child.text or "")
        elif name in ("footnoteReference", "endnoteReference"):
            text += f" [{first + len(found.notes)}]"
            found.notes.append((name.removesuffix("Reference"), child.get(f"{W}id") or ""))
        elif name == "commentReference":
            found.left["comments"] += 1
        elif name in ("drawing", "pict"):
            _drawing(child, found)
        elif name == "object":
            found.left["objects"] += 1
        else:
            text += _SIGNS.get(name, "")
    for mark in ("b", "i"):
        if text.strip() and _is_on(run, mark):
            text = f"<{mark}>{text}</{mark}>"
    found.html += text


def _is_on(run: Any, mark: str) -> bool:
    how = run.find(f"{W}rPr/{W}{mark}")
    return how is not None and how.get(f"{W}val") not in _OFF


def _inside(run: Any) -> list:
    """What a run or a paragraph holds; of two ways to show the same, the first."""
    found: list = []
    for child in run:
        if child.tag.endswith("}AlternateContent"):
            found += next(iter(child), ())
        else:
            found.append(child)
    return found


def _drawing(drawing: Any, found: Words) -> None:
    """Its pictures; a drawing without one is a shape, a chart or a text box."""
    described = next(drawing.iter(f"{DRAWN}wordprocessingDrawing}}docPr"), None)
    alt = "" if described is None else described.get("descr") or ""
    shapes = list(drawing.iter(f"{VML}shape"))
    alt = alt or next((shape.get("alt") or "" for shape in shapes), "")
    relations = [blip.get(f"{R}embed") for blip in drawing.iter(f"{DRAWN}main}}blip")]
    relations += [image.get(f"{R}id") for image in drawing.iter(f"{VML}imagedata")]
    found.pictures += [(relation, " ".join(alt.split())[:250]) for relation in relations if relation]
    if not relations:
        found.left["drawings"] += 1
