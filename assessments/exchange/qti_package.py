"""QTI content packages: the zip, its manifest with what stands there of each item, and the items as XML.

What QTI itself has no place for stands in the metadata of the manifest, as learning object metadata (LOM): a keyword
for each tag, a classification “discipline” with the path of categories, another “educational objective”.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError  # nosec B405 - parsed by defusedxml only
from xml.sax.saxutils import escape, quoteattr  # nosec B406 - these write and read nothing

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from .pictures import is_picture
from .texts import Refused

MOST_UNPACKED = 150 * 1024 * 1024
MOST_FILES = 20_000
DEEPEST = 60
MANIFEST = "imsmanifest.xml"
CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
# What wrote an item of ours: its processing holds nothing that we do not know.
TOOL = "Common Ground"
ITEM = "imsqti_item_xmlv2p1"


@dataclass
class Item:
    """An item of a package: its XML, the pictures beside it by their names as the item says them, its metadata."""

    name: str
    data: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    objective: str = ""


class Beside(Mapping[str, bytes]):
    """The pictures of a package by their names as an item in this folder says them."""

    def __init__(self, pictures: Mapping[str, bytes], folder: str) -> None:
        self.pictures, self.folder = pictures, folder

    def __getitem__(self, name: str) -> bytes:
        return self.pictures[posixpath.normpath(posixpath.join(self.folder, name))]

    def __iter__(self) -> Iterator[str]:
        return (posixpath.relpath(name, self.folder or ".") for name in self.pictures)

    def __len__(self) -> int:
        return len(self.pictures)


def tag_of(element: Element) -> str:
    """The name without its namespace; “” for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def named(element: Element, name: str) -> list[Element]:
    """All of this name in it, however deep."""
    return [each for each in element.iter() if tag_of(each) == name]


def parsed(data: bytes) -> Element:
    """The root; no DTD and no entities, so that no file reads another or swells."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise Refused(_("The file has a <!DOCTYPE> or entities of its own, which are not allowed.")) from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise Refused(_("The XML is not well formed: %(error)s.") % {"error": error}) from None
    level = [root]
    for _depth in range(DEEPEST):
        level = [child for element in level for child in element]
    if level:
        raise Refused(_("The elements of the file are too deep inside each other."))
    return root


def items_in(data: bytes) -> list[Item]:
    """The items that a package lists, in its order; a single item is one."""
    if not data.startswith(b"PK"):
        return [Item("", data)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return _items(file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise Refused(_("The file is no zip that can be read, or it is locked with a password.")) from error


def _items(file: zipfile.ZipFile) -> list[Item]:
    parts = {part.filename: part for part in file.infolist() if not part.is_dir()}
    if len(parts) > MOST_FILES or sum(part.file_size for part in parts.values()) > MOST_UNPACKED:
        raise Refused(_("The package is too big once unpacked: divide it."))
    if MANIFEST not in parts:
        raise Refused(_("The package has no %(name)s.") % {"name": MANIFEST})
    pictures = {name: file.read(name) for name in parts if not name.lower().endswith(".xml")}
    pictures = {name: content for name, content in pictures.items() if is_picture(content)}
    found = []
    for resource in named(parsed(file.read(MANIFEST)), "resource"):
        href = unquote(resource.get("href") or "")
        if not resource.get("type", "").startswith("imsqti_item"):
            continue
        if href not in parts:
            raise Refused(_("“%(name)s” is missing in the package.") % {"name": href[:200]})
        found.append(Item(href, file.read(href), Beside(pictures, posixpath.dirname(href)), **_metadata(resource)))
    return found


def _metadata(resource: Element) -> dict[str, object]:
    facts: dict[str, object] = {}
    words = ["".join(each.itertext()).strip() for each in named(resource, "keyword")]
    facts["tags"] = tuple(dict.fromkeys(word for word in words if word))
    for each in named(resource, "classification"):
        purpose = "".join(text for part in named(each, "purpose") for text in part.itertext()).casefold()
        path = tuple("".join(entry.itertext()).strip() for entry in named(each, "entry"))
        path = tuple(name for name in path if name)
        if purpose.strip().endswith("discipline"):
            facts["category"] = path
        elif "objective" in purpose and path:
            facts["objective"] = path[-1]
    return facts


def package(items: Iterable[tuple[Item, str]]) -> bytes:
    """The zip; each item comes with the identifier that the manifest names it by."""
    resources, files = [], {}
    for item, identifier in items:
        files[item.name] = item.data
        folder = posixpath.dirname(item.name)
        beside = {posixpath.normpath(posixpath.join(folder, name)): data for name, data in item.files.items()}
        files |= beside
        listed = "".join(f"<file href={quoteattr(name)}/>" for name in [item.name, *beside])
        resources.append(
            f'<resource identifier={quoteattr(identifier)} type="{ITEM}" href={quoteattr(item.name)}>'
            f"{_lom(item)}{listed}</resource>"
        )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="{CP}" identifier="questions"><metadata>'
        "<schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata><organizations/>"
        f"<resources>\n{chr(10).join(resources)}\n</resources></manifest>\n"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in {MANIFEST: manifest.encode(), **files}.items():
            zipped.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # the same questions, the same bytes
    return packed.getvalue()


def _lom(item: Item) -> str:
    general = "".join(f"<keyword>{_string(tag)}</keyword>" for tag in item.tags)
    parts = f"<general>{general}</general>" if general else ""
    if item.category:
        parts += _classification("discipline", item.category)
    if item.objective:
        parts += _classification("educational objective", (item.objective,))
    return f'<metadata><lom xmlns="{LOM}">{parts}</lom></metadata>' if parts else ""


def _classification(purpose: str, path: Iterable[str]) -> str:
    taxons = "".join(f"<taxon><entry>{_string(name)}</entry></taxon>" for name in path)
    said = f"<source>LOMv1.0</source><value>{purpose}</value>"
    return f"<classification><purpose>{said}</purpose><taxonPath>{taxons}</taxonPath></classification>"


def _string(text: str) -> str:
    return f"<string>{escape(text)}</string>"
