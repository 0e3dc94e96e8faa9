"""What changed between two texts, paragraph by paragraph and word by word; pure."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .paragraphs import Paragraph

SAME, CHANGED, ADDED, REMOVED, MOVED = "same", "changed", "added", "removed", "moved"
INS, DEL = "ins", "del"
LIKE = 0.4  # which share of their words two paragraphs must have in common for it to be the same one under another name
MOST_WORDS = 3000  # of both texts together: a longer paragraph is shown as taken out and put in whole
# A word with its vowel marks, apostrophes and hyphens, a date, a code or an address whole; what lies between; one sign.
_LETTER = "(?:\\w|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670'’-])"
_TOKEN = re.compile(f"{_LETTER}+(?:[./:@,]{_LETTER}+)*|\\s+|.", re.DOTALL)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they stayed (same), were put in (ins) or taken out (del)."""

    state: str
    text: str


@dataclass(frozen=True)
class Part:
    """One paragraph, as it was and as it is. `moved` says that it stands elsewhere, with its words changed or not."""

    state: str
    old: Paragraph | None
    new: Paragraph | None
    pieces: tuple[Piece, ...]

    @property
    def paragraph(self) -> Paragraph:
        return self.new or self.old

    @property
    def is_same(self) -> bool:
        return self.state == SAME


def difference(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Part]:
    """The new text in its order, with what was taken out at the place where it stood."""
    pairs = _pairs(old, new)  # new place -> old place
    still = _in_order([pairs[place] for place in sorted(pairs)])
    gone = sorted(set(range(len(old))) - set(pairs.values()))
    parts: list[Part] = []
    for place, paragraph in enumerate(new):
        if pairs.get(place) in still or place not in pairs:  # what stood before it and is gone comes first
            following = next((pairs[each] for each in range(place, len(new)) if pairs.get(each) in still), len(old))
            parts += [_removed(old[gone.pop(0)]) for _ in range(bisect_left(gone, following))]
        if place in pairs:
            parts.append(_kept(old[pairs[place]], paragraph, moved=pairs[place] not in still))
        else:
            parts.append(Part(ADDED, None, paragraph, (Piece(INS, paragraph.text),)))
    return parts + [_removed(old[place]) for place in gone]


def applied(parts: Sequence[Part]) -> list[Paragraph]:
    """The new text, made of the difference alone."""
    return [part.new._replace(text=_text(part, INS)) for part in parts if part.new]


def taken_back(parts: Sequence[Part]) -> list[Paragraph]:
    """The paragraphs of the old text, made of the difference alone; those that moved stand where they are now."""
    return [part.old._replace(text=_text(part, DEL)) for part in parts if part.old]


def words(old: str, new: str) -> tuple[Piece, ...]:
    """The words that stayed, were taken out and put in."""
    if old == new:
        return (Piece(SAME, new),) if new else ()
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        return tuple(Piece(state, text) for state, text in ((DEL, old), (INS, new)) if text)
    pieces: list[Piece] = []
    for same, a, b, c, d in _runs(before, after):
        if same:
            pieces.append(Piece(SAME, "".join(after[c:d])))
        else:
            pieces += [Piece(state, "".join(run)) for state, run in ((DEL, before[a:b]), (INS, after[c:d])) if run]
    return tuple(pieces)


def _runs(before: list[str], after: list[str]) -> list[tuple[bool, int, int, int, int]]:
    """Where the words are the same and where not; a mere space between two changes belongs to them."""
    runs: list[tuple[bool, int, int, int, int]] = []
    opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for place, (tag, a, b, c, d) in enumerate(opcodes):
        between = 0 < place < len(opcodes) - 1
        same = tag == "equal" and not (between and not "".join(before[a:b]).strip())
        if runs and not same and not runs[-1][0]:
            _same, a, _b, c, _d = runs.pop()
        runs.append((same, a, b, c, d))
    return runs


def _text(part: Part, state: str) -> str:
    return "".join(piece.text for piece in part.pieces if piece.state in (SAME, state))


def _removed(paragraph: Paragraph) -> Part:
    return Part(REMOVED, paragraph, None, (Piece(DEL, paragraph.text),))


def _kept(old: Paragraph, new: Paragraph, *, moved: bool) -> Part:
    same = old.kind == new.kind and old.text == new.text
    return Part(MOVED if moved else SAME if same else CHANGED, old, new, words(old.text, new.text))


def _pairs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[int, int]:
    """Which old paragraph each new one is: the same text and place, the same text, the same place, or much alike."""
    pairs: dict[int, int] = {}
    for key in (lambda each: each, lambda each: each[1:], lambda each: each[:2]):
        free: dict = {}
        for place in reversed([place for place in range(len(old)) if place not in set(pairs.values())]):
            free.setdefault(key(old[place]), []).append(place)
        for place, paragraph in enumerate(new):
            if place not in pairs and free.get(key(paragraph)):
                pairs[place] = free[key(paragraph)].pop()
    left = [place for place in range(len(old)) if place not in set(pairs.values())]
    for place, paragraph in enumerate(new):
        if place not in pairs and (like := _most_like(paragraph, left, old)) is not None:
            pairs[place] = like
            left.remove(like)
    return pairs


def _most_like(paragraph: Paragraph, left: Sequence[int], old: Sequence[Paragraph]) -> int | None:
    """The old paragraph of this kind that shares most words with it, if it shares half."""
    mine = _said(paragraph)
    best, most = None, LIKE
    for place in left:
        theirs = _said(old[place])
        share = len(mine & theirs) / max(len(mine | theirs), 1)
        if old[place].kind == paragraph.kind and share > most:
            best, most = place, share
    return best


def _said(paragraph: Paragraph) -> set[str]:
    return set(_WORD.findall(paragraph.text))


def _in_order(places: Sequence[int]) -> set[int]:
    """The longest run of old places that still follow one another: whatever is not in it has moved."""
    tails: list[int] = []
    chosen: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = chosen[at - 1] if at else None
        tails[at:], chosen[at:] = (
            ([place], [place]) if at == len(tails) else ([place, *tails[at + 1 :]], [place, *chosen[at + 1 :]])
        )
    found: set[int] = set()
    step = chosen[-1] if chosen else None
    while step is not None:
        found.add(step)
        step = before[step]
    return found
