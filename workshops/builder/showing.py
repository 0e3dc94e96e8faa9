"""A draft as the builder shows it: days of rows, each row an item, parallel lanes, or a seam that is not smooth."""

import datetime
import itertools
import zoneinfo
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..actions.drafting_board import Board, Tension
from ..actions.drafting_order import units
from ..actions.drafting_rows import board_from
from ..agenda import wall
from ..agenda.checks import check
from ..assembling import agenda_of
from ..models import AgendaItem, AgendaVersion, Placement
from ..wording import finding_words
from .seams import ShownSeam, shown_seam

# How high a minute is drawn, in pixels: half an hour holds a title and a line below it.
SCALE = 1.6
LOW = 30


@dataclass(frozen=True)
class ShownFinding:
    """What the checks found, in words, with the items it leads to, or the day (ISO) where it is about none."""

    key: str
    is_error: bool
    words: str
    items: tuple[str, ...]
    day: str = ""


@dataclass(frozen=True)
class Block:
    """One item, scheduled or not; `placement` is None at the side."""

    item: AgendaItem
    minutes: int
    tz: zoneinfo.ZoneInfo
    placement: Placement | None = None
    findings: tuple[ShownFinding, ...] = ()

    @property
    def errors(self) -> int:
        return sum(finding.is_error for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors

    @property
    def height(self) -> int:
        return max(round(self.minutes * SCALE), LOW)

    @property
    def ends(self) -> datetime.time | None:
        """What the clocks of the place show at its end."""
        return wall(self.placement.ends_at, self.tz)[1] if self.placement else None

    @property
    def begins(self) -> int:
        """Minutes from midnight on the clocks of the place."""
        start = self.placement.start if self.placement else datetime.time()
        return start.hour * 60 + start.minute


@dataclass(frozen=True)
class Row:
    """One line of a day: exactly one of a block, a seam, or lanes (number, rows)."""

    block: Block | None = None
    seam: ShownSeam | None = None
    lanes: tuple[tuple[int, list["Row"]], ...] = ()


@dataclass(frozen=True)
class ShownDay:
    """One day, side by side with the others; `outside` is a day that is not of the workshop."""

    day: datetime.date
    theme: str
    outside: bool
    rows: list[Row]


@dataclass
class Shown:
    """Everything that the board shows of one draft."""

    version: AgendaVersion
    days: list[ShownDay] = field(default_factory=list)
    waiting: list[Block] = field(default_factory=list)
    retired: list[AgendaItem] = field(default_factory=list)
    findings: list[ShownFinding] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    lanes: int = 0

    @property
    def errors(self) -> list[ShownFinding]:
        return [finding for finding in self.findings if finding.is_error]

    @property
    def warnings(self) -> list[ShownFinding]:
        return [finding for finding in self.findings if not finding.is_error]


def shown_board(version: AgendaVersion, themes: dict[str, str]) -> Shown:
    """The draft with its days, what waits, what was found; a fixed number of queries."""
    items = list(version.workshop.items.select_related("group"))
    by_pk = {item.pk: item for item in items}
    placements = {by_pk[row.item_id].code: row for row in version.placements.select_related("room").order_by()}
    findings = _findings(version)
    shown = Shown(version, findings=findings, titles={item.code: item.title for item in items})
    about = defaultdict(list)
    for finding in findings:
        for code in finding.items:
            about[code].append(finding)
    tz = version.tz
    blocks = {item.code: _block(item, placements.get(item.code), tz, tuple(about[item.code])) for item in items}
    shown.waiting = [block for code, block in blocks.items() if code not in placements and not block.item.retired]
    shown.retired = [item for item in items if item.retired and item.code not in placements]
    board = board_from(version, items, placements)
    shown.lanes = max((place.lane for place in board.places.values()), default=0)
    shown.days = [_day(board, day, blocks, shown.titles, version, themes) for day in _days(version, board)]
    return shown


def _findings(version: AgendaVersion) -> list[ShownFinding]:
    agenda = agenda_of(version)
    return [
        ShownFinding(
            finding.key, finding.is_error, finding_words(finding, agenda), finding.items, finding.detail.get("day", "")
        )
        for finding in check(agenda)
    ]


def _block(
    item: AgendaItem, placement: Placement | None, tz: zoneinfo.ZoneInfo, findings: tuple[ShownFinding, ...]
) -> Block:
    return Block(item, placement.minutes if placement else item.minutes, tz, placement, findings)


def _days(version: AgendaVersion, board: Board) -> list[datetime.date]:
    """Each day of the workshop, and any other on which something stands."""
    workshop = version.workshop
    many = (workshop.ends_on - workshop.starts_on).days + 1
    own = {workshop.starts_on + datetime.timedelta(days=offset) for offset in range(min(many, 60))}
    return sorted(own | {place.day for place in board.places.values()})


def _day(
    board: Board,
    day: datetime.date,
    blocks: dict[str, Block],
    titles: dict[str, str],
    version: AgendaVersion,
    themes: Any,
) -> ShownDay:
    workshop, tensions = version.workshop, board.tensions(day)
    before: dict[str | None, list[Tension]] = defaultdict(list)
    for tension in tensions:
        before[tension.seam.before].append(tension)

    def row_of(code: str) -> Iterator[Row]:
        yield from (Row(seam=shown_seam(one, titles, day)) for one in before[code])
        yield Row(block=blocks[code])

    rows: list[Row] = []
    for unit in units(board, day):
        rows += _unit(unit, board, row_of)
    rows += [Row(seam=shown_seam(one, titles, day)) for one in before[None]]
    outside = not workshop.starts_on <= day <= workshop.ends_on
    return ShownDay(day, themes.get(day.isoformat(), ""), outside, rows)


def _unit(unit: list[str], board: Board, row_of: Any) -> list[Row]:
    if board.places[unit[0]].lane == 0:
        return list(row_of(unit[0]))
    by_lane = sorted(unit, key=lambda code: board.places[code].lane)
    lanes = itertools.groupby(by_lane, key=lambda code: board.places[code].lane)
    return [Row(lanes=tuple((lane, [row for code in codes for row in row_of(code)]) for lane, codes in lanes))]
