"""XML of strangers as a small tree that knows its lines: without DTD and entities, so that no file reads or swells."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax import SAXParseException  # nosec B406 - the parser itself is defused
from xml.sax.handler import ContentHandler  # nosec B406 - as above

from defusedxml import DefusedXmlException, expatreader
from django.utils.translation import gettext as _

DEEPEST = 50


@dataclass
class Node:
    """An element: `text` is its own, without that of the elements in it."""

    tag: str
    line: int = 0
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def __contains__(self, tag: str) -> bool:
        return any(child.tag == tag for child in self.children)

    def all(self, tag: str) -> Iterator["Node"]:
        return (child for child in self.children if child.tag == tag)

    def child(self, tag: str) -> "Node":
        """The first of this name; an empty one where there is none."""
        return next(self.all(tag), Node(tag, self.line))

    def said(self, tag: str, default: str = "") -> str:
        """The words of an element, which Moodle often wraps in another called `text`."""
        node = next(self.all(tag), None)
        if node is None:
            return default
        return next((child.text for child in node.all("text")), node.text).strip()


class Unreadable(Exception):
    """The document is not well formed, or not allowed."""

    def __init__(self, line: int, reason: str):
        super().__init__(reason)
        self.line, self.reason = line, reason


def parse(data: bytes) -> Node:
    """The root element."""
    # Any DTD is refused as it begins, so that no entity is ever read.
    parser = expatreader.create_parser(forbid_dtd=True)
    builder = _Builder(parser.getLineNumber)
    parser.setContentHandler(builder)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException:
        reason = _("The file has a <!DOCTYPE> or entities of its own, which are not allowed: take them out.")
        raise Unreadable(parser.getLineNumber(), reason) from None
    except SAXParseException as error:
        raise Unreadable(error.getLineNumber(), _reason(error, data)) from None
    except (LookupError, ValueError):  # an encoding that nobody knows
        raise Unreadable(1, _("The encoding of the file is not known: save it in UTF-8.")) from None
    return builder.root.children[0]


def _reason(error: SAXParseException, data: bytes) -> str:
    if "invalid token" in error.getMessage():
        try:
            data.decode()
        except UnicodeDecodeError:
            return _("The file is not in UTF-8, or holds signs that are no text: save it so, then try again.")
    return _("The XML is not well formed: %(error)s.") % {"error": error.getMessage()}


class _Builder(ContentHandler):
    def __init__(self, line: Callable[[], int]) -> None:
        super().__init__()
        self.line = line
        self.root = Node("")
        self.open = [self.root]

    def startElement(self, name: str, attrs: Mapping[str, str]) -> None:
        line = self.line()
        if len(self.open) > DEEPEST:
            raise Unreadable(line, _("The elements of the file are too deep inside each other."))
        node = Node(name, line, dict(attrs.items()))
        self.open[-1].children.append(node)
        self.open.append(node)

    def endElement(self, name: str) -> None:
        self.open.pop()

    def characters(self, content: str) -> None:
        self.open[-1].pieces.append(content)
