"""A translation beside its source, paragraph by paragraph, with what changed in the source since; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .difference import ADDED, Part, difference
from .paragraphs import Paragraph


@dataclass(frozen=True)
class Row:
    """One paragraph of the source as it changed, and the translation of it; either may be missing."""

    source: Part | None
    target: Paragraph | None

    @property
    def needs_work(self) -> bool:
        return self.source is not None and not self.source.is_same


def side_by_side(followed: Sequence[Paragraph], source: Sequence[Paragraph], target: Sequence[Paragraph]) -> list[Row]:
    """The source in its order, each paragraph with that of the translation; what the translation has more comes last.

    `followed` is the source text that the translation was made from.
    """
    counterpart = aligned(followed, target)
    places = {id(paragraph): place for place, paragraph in enumerate(followed)}
    rows = [
        Row(part, None if part.state == ADDED else counterpart.get(places[id(part.old)]))
        for part in difference(followed, source)
    ]
    shown = {id(row.target) for row in rows if row.target}
    return rows + [Row(None, paragraph) for paragraph in target if id(paragraph) not in shown]


def aligned(source: Sequence[Paragraph], target: Sequence[Paragraph]) -> dict[int, Paragraph]:
    """For each place in the source the paragraph of the translation: of the same name, else of the same order."""
    named = {paragraph.anchor: paragraph for paragraph in target}
    found = {
        place: named[paragraph.anchor]
        for place, paragraph in enumerate(source)
        if paragraph.anchor in named and named[paragraph.anchor].kind == paragraph.kind
    }
    places = [place for place in range(len(source)) if place not in found]
    taken = {id(paragraph) for paragraph in found.values()}
    left = [paragraph for paragraph in target if id(paragraph) not in taken]
    kinds = [source[place].kind for place in places], [paragraph.kind for paragraph in left]
    for a, b, size in SequenceMatcher(None, *kinds, autojunk=False).get_matching_blocks():
        found |= {places[a + step]: left[b + step] for step in range(size)}
    return found
