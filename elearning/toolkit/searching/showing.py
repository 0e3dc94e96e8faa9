"""The results of a search as they are shown: title and the best place of the text, with the words marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..languages import address_of
from ..models import SearchText
from .finding import Match
from .words import WORD, Wanted, holds, marked, wanted

BEFORE, LONGEST = 90, 280
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class Result:
    """One result; pieces are (text, whether it is one of the words)."""

    kind: str
    language: str
    title: Pieces
    snippet: Pieces
    url: str


def results(matches: Sequence[Match], words: str, language: str) -> list[Result]:
    """These matches for a reader of this language, in their order; one query, or none."""
    pks = [match.row for match in matches if match.row]
    rows = {row.pk: row for row in SearchText.objects.filter(pk__in=pks).select_related("page__locale")}
    return [
        _of_other(match, words) if match.other else _of_row(rows[match.row], words, language)
        for match in matches
        if match.other or match.row in rows
    ]


def _of_row(row: SearchText, words: str, language: str) -> Result:
    asked = wanted(words, row.language)
    anchor, text = best_place(row.paragraphs, asked)
    url = ""
    if row.page:
        same = row.page.locale.language_code == row.language
        url = address_of(row.page, None if same else language) + (f"#{anchor}" if anchor else "")
    return Result(row.kind, row.language, _pieces(row.title, asked, row.language), _cut(text, asked, row.language), url)


def _of_other(match: Match, words: str) -> Result:
    asked, code = wanted(words, match.language), match.language
    text = match.other.texts.get(code, "")
    return Result(match.kind, code, _pieces(match.title, asked, code), _cut(text, asked, code), match.other.url)


def best_place(paragraphs: Iterable[Sequence[str]], words: Sequence[Wanted]) -> tuple[str, str]:
    """Name and text of the paragraph that holds the most of the words, the first of its like."""
    most, found = -1, ("", "")
    for anchor, text, stems in paragraphs:
        count = sum(holds(stems, word) for word in words)
        if count > most:
            most, found = count, (anchor if count else "", text)
    return found


def _cut(text: str, words: Sequence[Wanted], language: str) -> Pieces:
    """The part of a text around the first of the words, between whole words."""
    place = 0
    for piece, is_word in marked(text, words, language):
        if is_word:
            break
        place += len(piece)
    else:
        place = 0
    start = max(0, place - BEFORE)
    bounds = [match.span() for match in WORD.finditer(text)]
    begin = next((first for first, _last in bounds if first >= start), 0) if start else 0
    end = max((last for _first, last in bounds if last <= begin + LONGEST), default=len(text))
    end = len(text) if end >= len(text) - 3 else end
    pieces = list(marked(text[begin:end], words, language))
    return [*([("… ", False)] if begin else []), *pieces, *([(" …", False)] if end < len(text) else [])]


def _pieces(text: str, words: Sequence[Wanted], language: str) -> Pieces:
    return list(marked(text, words, language))
