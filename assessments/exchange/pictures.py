"""Pictures that come with the texts of a question: which stay, under which name, and what is said of the others."""

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from .questions import Picture

# An address of Moodle for a file that comes with the text.
_IN_FILE = re.compile(
    r"""\b(?P<attribute>src|href)\s*=\s*
        (?:"@@PLUGINFILE@@/(?P<double>[^"<>]*)"|'@@PLUGINFILE@@/(?P<single>[^'<>]*)'|@@PLUGINFILE@@/(?P<bare>[^\s"'<>]+))""",
    re.IGNORECASE | re.VERBOSE,
)
_ELSEWHERE = re.compile(r"""<img\b[^<>]*?\bsrc\s*=\s*["']?([^"'\s<>]+)""", re.IGNORECASE)
_IMAGE = re.compile(r'<img(?: [a-z]+="[^"]*")*\s*/?>')
_NAME = re.compile(r' src="media:([^"]*)"')
_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")


def is_picture(data: bytes) -> bool:
    """Told by its first bytes: a name says nothing. SVG is none, for it can hold script."""
    return data.startswith(_STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


class Pictures:
    """The pictures of one question. Files of two texts may have the same name, so each gets its own."""

    def __init__(self) -> None:
        self._data: dict[str, bytes] = {}
        self.notes: list[str] = []

    def found(self) -> tuple[Picture, ...]:
        return tuple(Picture(name, data) for name, data in self._data.items())

    def placed(self, text: str, files: Mapping[str, bytes]) -> str:
        """The text with `media:NAME` for each picture that came with it; what did not come is named in the notes."""
        used: set[str] = set()

        def place(found: re.Match[str]) -> str:
            address = found["double"] or found["single"] or found["bare"] or ""
            name = unquote(address.partition("?")[0]).lstrip("/")
            if found["attribute"].lower() == "src" and is_picture(files.get(name, b"")):
                used.add(name)
                return f'src="media:{self._name(name, files[name])}"'
            self._note(name, files)
            used.add(name)
            return ""

        elsewhere = [address for address in _ELSEWHERE.findall(text) if not address.startswith("@@PLUGINFILE@@")]
        for address in elsewhere:
            self._say(_("The picture at “%(address)s” is not in the file: left out.") % {"address": address[:200]})
        placed = _IN_FILE.sub(place, text)
        for name in files:
            if name not in used:
                self._note(name, files)
        return placed

    def only_known(self, cleaned: str) -> str:
        """The clean text without pictures that the file only names: they would be somebody else's."""

        def known(image: re.Match[str]) -> str:
            name = _NAME.search(image[0])
            return image[0] if name and name[1] in self._data else ""

        return _IMAGE.sub(known, cleaned)

    def of_markdown(self, text: str) -> None:
        if "![" in text:
            self._say(_("A picture in a Markdown text was left out."))

    def _name(self, name: str, data: bytes) -> str:
        safe = quote(name, safe="").replace("~", "%7E")
        number, free = 1, safe
        while self._data.setdefault(free, data) != data:
            number += 1
            free = f"{number}-{safe}"
        return free

    def _note(self, name: str, files: Mapping[str, bytes]) -> None:
        if name in files:
            self._say(_("“%(name)s” is not a picture that the text shows and was left out.") % {"name": name})
        else:
            self._say(_("“%(name)s” is missing in the file.") % {"name": name})

    def _say(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)
