"""The texts of Moodle's XML, with their format and the files that came with them."""

import base64
import binascii
from decimal import Decimal

from django.utils.translation import gettext as _

from .drafts import NOTHING, Given
from .numbers import number_in
from .texts import Refused, Source
from .xml_tree import Node

FORMATS = {"html": "html", "moodle_auto_format": "moodle", "plain_text": "plain", "markdown": "markdown"}


def source_of(node: Node, default: str) -> Source:
    """The text of an element; `default` is its format where it names none."""
    text = next((child.text for child in node.all("text")), node.text)
    form = node.attributes.get("format")
    return Source(text, FORMATS.get(form, "moodle") if form else default, _files(node))


def plain_source(node: Node) -> Source:
    """The text of an element whose signs mean nothing, whatever it says of its format."""
    return Source(next((child.text for child in node.all("text")), node.text), "plain")


def answer_of(node: Node, default: str, *, plain: bool = False) -> Given:
    fraction = node.attributes.get("fraction", "0")
    share = number_in(fraction)
    if share is None:
        raise Refused(_("The fraction “%(fraction)s” is no number.") % {"fraction": fraction[:40]})
    feedback = next((source_of(child, default) for child in node.all("feedback")), NOTHING)
    text = plain_source(node) if plain else source_of(node, default)
    return Given(text, Decimal(share), feedback, node.said("tolerance", "0"))


def _files(node: Node) -> dict[str, bytes]:
    files = {}
    for file in node.all("file"):
        name = file.attributes.get("name", "")
        try:
            data = base64.b64decode("".join(file.text.split()), validate=True)
        except (binascii.Error, ValueError):
            raise Refused(_("The file “%(name)s” is no whole base64.") % {"name": name[:80]}) from None
        files[(file.attributes.get("path", "/").strip("/") + "/" + name).lstrip("/")] = data
    return files
