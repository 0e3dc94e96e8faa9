"""The pictures of a file on their way into the bank: which of them are pictures, and their names once stored."""

import hashlib
import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from .pictures import is_picture
from .questions import FileQuestion

TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
MOST_BYTES = 10 * 1024 * 1024
_SOURCE = re.compile(r' src="media:([^"]*)"')
_IMAGE = re.compile(r'<img(?: [a-z]+="[^"]*")*\s*/?>')
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class NewPicture:
    """A picture that is right, with its hash and its type."""

    sha256: str
    name: str
    content_type: str
    data: bytes


class Gallery:
    """All pictures of a file, each checked once however many questions show it; `stored` are the hashes of the bank."""

    def __init__(self, stored: set[str]) -> None:
        self.stored = stored
        self.found: dict[str, NewPicture | None] = {}

    def settle(self, question: FileQuestion) -> tuple[dict[str, Any], list[str]]:
        """The content with each picture under its hash; those that cannot be shown are taken out, and named."""
        content = dict(question.content)
        if not question.pictures and "media:" not in str(content["texts"]):
            return content, []
        named = {picture.name: self._hash_of(picture.name, picture.data) for picture in question.pictures}
        notes: dict[str, None] = {}

        def place(image: re.Match[str]) -> str:
            source = _SOURCE.search(image[0])
            name = source[1] if source else ""
            sha256 = named.get(name) or (name if name in self.stored and _HASH.fullmatch(name) else "")
            if not sha256:
                notes[_("The picture “%(name)s” is none that can be shown: left out.") % {"name": name[:80]}] = None
                return ""
            return image[0].replace(f' src="media:{name}"', f' src="media:{sha256}"')

        texts = {
            language: _mapped(said, place) if said.get("format") == "html" else said
            for language, said in content["texts"].items()
        }
        return content | {"texts": texts}, list(notes)

    def used_in(self, content: Mapping[str, Any]) -> set[str]:
        text = str(content["texts"])
        return {name for name in _SOURCE.findall(text) if self.found.get(name)} if "media:" in text else set()

    def _hash_of(self, name: str, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 not in self.found:
            kind = content_type_of(data)
            self.found[sha256] = NewPicture(sha256, name[:200], kind, data) if kind else None
        return sha256 if self.found[sha256] else ""


def content_type_of(data: bytes) -> str:
    """The type of a picture that can be opened whole and is not too big; “” for anything else."""
    from PIL import Image

    if len(data) > MOST_BYTES or not is_picture(data):
        return ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(TYPES)) as image:
                kind, size = image.format, image.width * image.height * getattr(image, "n_frames", 1)
                if size > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                    return ""
                image.load()
    except Exception:  # Pillow raises whatever it stumbles over in a picture that is broken
        return ""
    return TYPES.get(kind or "", "")


def _mapped(part: Any, place: Any) -> Any:
    if isinstance(part, dict):
        return {key: _mapped(value, place) for key, value in part.items()}
    if isinstance(part, list):  # accepted answers are no HTML, what is said to them is
        return [each | {"feedback": _mapped(each.get("feedback", ""), place)} for each in part]
    return _IMAGE.sub(place, part) if isinstance(part, str) else part
