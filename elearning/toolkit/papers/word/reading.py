"""Reads the text of a Word file from top to bottom into the blocks of a module."""

import posixpath
from typing import IO, Any

from django.utils.translation import gettext as _

from elearning.text import clean_html, plain

from .found import Found
from .package import NotReadable, Package
from .pictures import MOST_BYTES, MOST_PICTURES, Picture, fault_of
from .runs import Words, words_of
from .styles import Styles, W
from .tables import table_of

MOST_PARAGRAPHS = 3000
LONG = 1500  # signs after which a text block ends, so that a reader finds her place again
LONGEST_HEADING = 120
LINKS = ("http://", "https://", "mailto:")
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def read_word(file: IO[bytes]) -> Found:
    """What the file holds. Raises `NotReadable`, with a sentence."""
    return _Reader(Package(file)).read()


class _Reader:
    """Goes through one file once."""

    def __init__(self, package: Package):
        self.package, self.found = package, Found()
        self.styles = Styles(package.tree("word/styles.xml"), package.tree("word/numbering.xml"))
        self.links: dict[str, str] = {}
        self.parts: dict[str, str] = {}
        self.text: list[tuple[str, str]] = []  # (list kind, HTML) of the paragraphs not yet in a block
        self.notes: list[tuple[str, str]] = []
        self.paragraphs = self.pictures = self.tables = 0
        self._relations()

    def read(self) -> Found:
        for element in self.package.body():
            self._block(element)
        self._flush()
        self._write_notes()
        return self.found

    def _relations(self) -> None:
        relations = self.package.tree("word/_rels/document.xml.rels")
        for each in () if relations is None else relations.iter(RELATION):
            target, name = each.get("Target") or "", each.get("Id") or ""
            kind = (each.get("Type") or "").rpartition("/")[2]
            if each.get("TargetMode") != "External":
                self.parts[name] = posixpath.normpath(posixpath.join("/word", target)).lstrip("/")
            elif kind == "hyperlink" and target.lower().startswith(LINKS):
                self.links[name] = target
            else:
                words = _("Left out, and not fetched: what the file takes from %(address)s (%(kind)s).")
                self.found.left.append(words % {"address": target[:200], "kind": kind})

    def _block(self, element: Any) -> None:
        name = element.tag.rpartition("}")[2]
        if name == "p":
            self._paragraph(element)
        elif name == "tbl":
            self._table(element)
        elif name in ("sdt", "sdtContent", "customXml", "ins"):
            for child in element:
                self._block(child)

    def _count(self, number: int = 1) -> None:
        self.paragraphs += number
        if self.paragraphs > MOST_PARAGRAPHS:
            raise NotReadable(_("The file has more than 3,000 paragraphs: make several modules of it."))

    def _paragraph(self, element: Any) -> None:
        self._count()
        if self.styles.kind_of(element).startswith("toc"):
            return  # the page makes its own contents
        words = words_of(element, self.links, len(self.notes) + 1)
        self.found.uncounted += words.left
        self.notes += words.notes
        kind, said = self.styles.kind_of(element), plain(words.html)
        if said and kind == "title" and not self.found.title:
            self.found.title = said[:255]
        elif said and kind == "heading" and len(said) <= LONGEST_HEADING:
            self._flush()
            self.found.blocks.append(("heading", said))
        elif said:
            self._keep(self.styles.list_of(element), words.html)
        for relation, alt in words.pictures:
            self._picture(relation, alt)

    def _keep(self, kind: str, text: str) -> None:
        if not kind and sum(len(each) for _kind, each in self.text) > LONG:
            self._flush()
        self.text.append((kind, text.strip()))

    def _flush(self) -> None:
        """The paragraphs so far as one text block, lists in one level."""
        parts, before = [], ""
        for kind, text in [*self.text, ("", "")]:
            if before and kind != before:
                parts.append(f"</{before}>")
            if kind and kind != before:
                parts.append(f"<{kind}>")
            if text:
                parts.append(f"<li>{text}</li>" if kind else f"<p>{text}</p>")
            before = kind
        if parts:
            self.found.blocks.append(("text", clean_html("".join(parts))))
        self.text = []

    def _picture(self, relation: str, alt: str) -> None:
        self.pictures += 1
        if self.pictures > MOST_PICTURES:
            raise NotReadable(_("The file has more than 60 pictures: make several modules of it."))
        part = self.parts.get(relation, "")
        name = posixpath.basename(part)
        if not part or (size := self.package.size(part)) is None:
            return
        if size > MOST_BYTES:
            self.found.left.append(_("The picture %(name)s is larger than 8 MB.") % {"name": name})
            return
        data = self.package.read(part, MOST_BYTES)
        if fault := fault_of(name, data):
            self.found.left.append(fault)
            return
        self._flush()
        self.found.blocks.append(("figure", Picture(name, data, alt)))

    def _table(self, element: Any) -> None:
        self.tables += 1
        self._count(sum(1 for _p in element.iter(f"{W}p")))

        def words(paragraph: Any) -> Words:
            said = words_of(paragraph, self.links, len(self.notes) + 1)
            self.found.uncounted += said.left
            self.found.uncounted["cells"] += len(said.pictures)
            self.notes += said.notes
            return said

        table, fault = table_of(element, self.tables, words)
        self._flush()
        if table:
            self.found.blocks.append(("table", table))
        elif fault:
            self.found.left.append(fault)

    def _write_notes(self) -> None:
        if not self.notes:
            return
        trees = {kind: self.package.tree(f"word/{kind}s.xml") for kind in dict(self.notes)}
        known = {}
        for kind, tree in trees.items():
            for note in () if tree is None else tree.iter(f"{W}{kind}"):
                said = " ".join(words_of(each, {}).html for each in note.iter(f"{W}p"))
                known[kind, note.get(f"{W}id")] = said
        self.found.blocks.append(("heading", _("Notes")))
        items = "".join(f"<li>{known.get(note, '').strip() or '–'}</li>" for note in self.notes)
        self.found.blocks.append(("text", clean_html(f"<ol>{items}</ol>")))
