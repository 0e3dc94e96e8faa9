"""How each block of a module is read from the files of a content folder."""

from typing import TYPE_CHECKING

from wagtail.rich_text import RichText

from elearning.text import from_markdown

if TYPE_CHECKING:
    from .content import Shelf


def _line(text: str) -> str:
    return " ".join(str(text).split())


def _rich(text: str) -> RichText:
    return RichText(from_markdown(text))


def _video(shelf: "Shelf", value: dict) -> dict:
    name, title = value["film"], _line(value["title"])
    return {
        "title": title,
        "film": shelf.film(f"{name}.mp4", title),
        "captions": shelf.film(f"{name}.{shelf.language}.vtt", f"{title} (VTT)"),
        "transcript": _rich(value["transcript"]),
    }


def _figure(shelf: "Shelf", value: dict) -> dict:
    picture = shelf.image(value["image"])
    picture.contextual_alt_text, picture.decorative = _line(value["alt"]), False
    return {"image": picture, "caption": _line(value["caption"]), "credit": _line(value["credit"])}


READERS = {
    "heading": lambda shelf, value: _line(value),
    "text": lambda shelf, value: _rich(value),
    "key_message": lambda shelf, value: _line(value),
    "example": lambda shelf, value: {"title": _line(value["title"]), "text": _rich(value["text"])},
    "steps": lambda shelf, value: {
        "title": _line(value["title"]),
        "items": [{"title": _line(item["title"]), "text": _rich(item["text"])} for item in value["items"]],
    },
    "checklist": lambda shelf, value: {"title": _line(value["title"]), "items": [_line(i) for i in value["items"]]},
    "table": lambda shelf, value: {
        "caption": _line(value["caption"]),
        "header": [_line(cell) for cell in value["header"]],
        "rows": [[_line(cell) for cell in row] for row in value["rows"]],
    },
    "figure": _figure,
    "video": _video,
    "document": lambda shelf, value: {
        "document": shelf.document(value["file"], value["title"]),
        "title": _line(value["title"]),
    },
    "term": lambda shelf, value: {"term": shelf.term(value["slug"]), "text": _rich(value.get("text", ""))},
    "reflection": lambda shelf, value: {"key": value["key"], "prompt": _line(value["prompt"])},
    "sources": lambda shelf, value: [{"url": "", "year": None, **source} for source in value],
}
