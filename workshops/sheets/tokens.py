"""What is typed back from a sheet: reads row codes with what is noted beside them, and names what cannot be read.

"07K" signed; "07K/25" came 25 minutes late; "07K-16:10" left at 16:10; "07K/25-16:10" both.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .codes import CODE, plain, tidy

TOKEN = re.compile(r"(?P<row>[^/-]+)(?:/(?P<late>[^-]*))?(?:-(?P<left>.*))?")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
LATEST = 600  # minutes: ten hours


@dataclass(frozen=True)
class Mark:
    """A signature in a box: whose row, how many minutes late, and at what time she left."""

    row: str
    late: int | None = None
    left: str = ""

    def __str__(self) -> str:
        late = f"/{self.late}" if self.late else ""
        return f"{self.row}{late}{f'-{self.left}' if self.left else ''}"


class Unreadable(ValueError):
    """Why one token cannot be taken."""


def read(
    text: str, rows: Collection[str], *, others: Collection[str] = (), everybody: Collection[str] | None = None
) -> tuple[list[Mark], list[str]]:
    """The signatures that a box of text says, in the order of the sheet, and a sentence for each token at fault.

    `others` are empty rows in which nobody was named. With `everybody`, the text names those of them who did not
    sign, and those who signed with something beside it.
    """
    marks: dict[str, Mark] = {}
    faults: list[str] = []
    for line, word, token in _tokens(text):
        try:
            mark = _mark(token, rows, others)
            if marks.setdefault(mark.row, mark) != mark:
                raise Unreadable(_("the row was typed before with something else beside it; leave one of them"))
        except Unreadable as why:
            place = {"token": token[:40], "line": line, "word": word, "why": why}
            faults.append(_("“%(token)s” (line %(line)s, word %(word)s): %(why)s.") % place)
    if everybody is not None:
        noted = {row: mark for row, mark in marks.items() if mark.late or mark.left}
        marks = {row: Mark(row) for row in everybody if row not in marks} | noted
    order: Mapping[str, int] = {row: place for place, row in enumerate(rows)}
    return sorted(marks.values(), key=lambda mark: order[mark.row]), faults


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    for line, words in enumerate(text.splitlines(), start=1):
        for word, token in enumerate(re.split(r"[\s,;]+", words.strip()), start=1):
            if token:
                yield line, word, token


def _mark(token: str, rows: Collection[str], others: Collection[str]) -> Mark:
    found = TOKEN.fullmatch(plain(token))
    if not found:
        raise Unreadable(_("this is no row code; type it as 07K, 07K/25 or 07K-16:10"))
    row = _row(found["row"], rows, others)
    return Mark(row, _late(found["late"]), _left(found["left"]))


def _row(said: str, rows: Collection[str], others: Collection[str]) -> str:
    row = tidy(said)
    if row in others:
        raise Unreadable(_("this row is empty on the sheet; choose below who wrote her name there"))
    if row in rows:
        return row
    if not (code := CODE.fullmatch(row)):
        raise Unreadable(_("this is no row code; type it as 07K, 07K/25 or 07K-16:10"))
    if any(each[:-1] == code[1] for each in [*rows, *others]):
        raise Unreadable(
            _("the letter does not fit row %(row)s of this sheet; look at the paper again") % {"row": code[1]}
        )
    raise Unreadable(_("this sheet has no row %(row)s; look whether it is another sheet") % {"row": code[1]})


def _late(said: str | None) -> int | None:
    if said is None:
        return None
    if not said.isdecimal() or not 1 <= int(said[:6]) <= LATEST or len(said) > 6:
        raise Unreadable(_("after “/” stand the minutes that she came late, from 1 to 600"))
    return int(said)


def _left(said: str | None) -> str:
    if said is None:
        return ""
    if not (clock := CLOCK.fullmatch(said)):
        raise Unreadable(_("after “-” stands the time at which she left, as 16:10"))
    return f"{int(clock[1]):02}:{clock[2]}"
