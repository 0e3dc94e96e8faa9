"""Opens a Word file (.docx) within bounds: no macros, no entities, nothing fetched, no more read than allowed."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

MOST_BYTES = 20 * 1024 * 1024  # of the file
MOST_PARTS = 1000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_TEXT = 12 * 1024 * 1024  # of the document's own XML
MOST_LIST = 3 * 1024 * 1024  # of its styles, its notes, its relations
MOST_RATIO, SMALL = 150, 1024 * 1024  # a part over a megabyte that is packed tighter is a bomb
DEEPEST, MOST_ELEMENTS = 100, 400_000
DOCUMENT = "word/document.xml"
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError)


class NotReadable(ValueError):
    """The file is not taken; the message says why and what to do."""


class Package:
    """The parts of one Word file."""

    def __init__(self, file: IO[bytes]):
        file.seek(0, 2)
        if file.tell() > MOST_BYTES:
            raise NotReadable(_("The file is larger than 20 MB: make its pictures smaller, or divide it."))
        file.seek(0)
        if file.read(4) == OLD_OR_LOCKED:
            raise NotReadable(
                _("The file is locked with a password, or an old .doc: save it as .docx without a password.")
            )
        try:
            self._zip = zipfile.ZipFile(file)
            self._parts = {part.filename: part for part in self._zip.infolist()}
        except BROKEN as fault:
            raise NotReadable(
                _("The file is damaged or no Word file (.docx): open it in Word and save it again.")
            ) from fault
        self._check()

    def _check(self) -> None:
        parts = self._parts.values()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise NotReadable(_("The file is too big once unpacked: divide it."))
        if any(part.file_size > SMALL and part.file_size > MOST_RATIO * part.compress_size for part in parts):
            raise NotReadable(_("The file unpacks to far more than it holds, as no Word file does: it is refused."))
        if any(part.flag_bits & 1 for part in parts):
            raise NotReadable(_("The file is locked with a password: save it without one."))
        if DOCUMENT not in self._parts:
            raise NotReadable(_("This is no Word file (.docx), whatever its name says: save it as .docx."))
        kinds = self.read("[Content_Types].xml", MOST_LIST) if "[Content_Types].xml" in self._parts else b""
        if b"macroenabled" in kinds.lower() or any(name.lower().endswith("vbaproject.bin") for name in self._parts):
            raise NotReadable(_("The file holds macros: save it as .docx, which holds none."))

    def read(self, name: str, most: int) -> bytes:
        """A part, of at most so many bytes."""
        try:
            with self._zip.open(name) as part:
                data = part.read(most + 1)
        except BROKEN as fault:
            raise NotReadable(_("The file is damaged: open it in Word and save it again.")) from fault
        if len(data) > most:
            raise NotReadable(_("A part of the file is too big: divide the text."))
        return data

    def size(self, name: str) -> int | None:
        """The bytes of a part, or None if there is no such part."""
        part = self._parts.get(name)
        return part.file_size if part else None

    def tree(self, name: str) -> Any:
        """A small part as a tree; None where the file has no such part."""
        if name not in self._parts:
            return None
        for _event, element in self._events(name, MOST_LIST):
            root = element
        return root

    def body(self) -> Iterator[Any]:
        """What stands in the document from top to bottom, a block at a time; each is emptied when the next is asked."""
        depth = inside = 0
        for event, element in self._events(DOCUMENT, MOST_TEXT):
            depth += 1 if event == "start" else -1
            if event == "start" and inside == 0 and element.tag.endswith("}body"):
                inside = depth
            elif event == "end" and inside and depth == inside:
                yield element
                element.clear()

    def _events(self, name: str, most: int) -> Iterator[tuple[str, Any]]:
        size = self.size(name) or 0
        if size > most:
            raise NotReadable(_("The text of the file is too long: divide it."))
        depth = count = 0
        try:
            with self._zip.open(name) as part:
                for event, element in ElementTree.iterparse(part, events=("start", "end"), forbid_dtd=True):
                    depth += 1 if event == "start" else -1
                    count += 1
                    if depth > DEEPEST or count > 2 * MOST_ELEMENTS:
                        raise NotReadable(_("The text of the file is too long or too deeply nested: divide it."))
                    yield event, element
        except NotReadable:
            raise
        except DefusedXmlException as fault:
            raise NotReadable(_("The file declares entities, which no Word file does: it is refused.")) from fault
        except (ElementTree.ParseError, *BROKEN) as fault:
            raise NotReadable(_("The file is damaged: open it in Word and save it again.")) from fault
