"""What the importing of each kind of file has in common: reading it, and working through it part by part."""

import datetime
import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from ..models import ImportRun, User
from .cells import Unfit
from .columns import Column, Line, read_sheet
from .finding import directory_of
from .plan import REFUSED, Directory, Step

PART = 1000  # lines that are written in one transaction


class Job(ABC):
    """One file of one kind, in memory as short rows; nothing is written before `write`."""

    name: ClassVar[str]
    label: ClassVar[Any]
    columns: ClassVar[Sequence[Column]]
    takes_scans: ClassVar[bool] = False
    may_invite: ClassVar[bool] = False
    may_certify: ClassVar[bool] = False

    def __init__(self, run: ImportRun):
        self.run, self.by = run, run.by
        self.lines: list[Any] = []
        self.faults: list[Step] = []
        with run.file.open("rb") as file:
            self.ignored, lines = read_sheet(file, self.columns)
            for line in lines:
                self._take(line)
        self.survey()

    def _take(self, line: Line) -> None:
        try:
            self.lines.append(self.read(*line))
        except Unfit as fault:
            self.faults.append(Step(line[0], REFUSED, reason=str(fault)))

    @property
    def total(self) -> int:
        return len(self.lines) + len(self.faults)

    def steps(self, part: Sequence[Any]) -> list[Step]:
        """What becomes of each line of a part; lines that could not be read are steps already."""
        return list(part) if part and isinstance(part[0], Step) else self.plan(part)

    def parts(self) -> Iterator[Sequence[Any]]:
        """All lines, in the same parts each time that the file is read; those at fault come first."""
        yield from _cut([[step] for step in self.faults])
        yield from _cut(self.groups())

    @abstractmethod
    def read(self, number: int, cells: dict[str, str]) -> Any:
        """A line from its cells. Raises `Unfit`."""

    @abstractmethod
    def survey(self) -> None:
        """Look at all lines together, before the first is planned."""

    @abstractmethod
    def groups(self) -> Iterable[Sequence[Any]]:
        """Lines that must be looked at together."""

    @abstractmethod
    def plan(self, part: Sequence[Any], *, lock: bool = False) -> list[Step]:
        """What becomes of each line; with `lock` those whom it is about are held until the transaction ends."""

    @abstractmethod
    def write(self, steps: Sequence[Step], *, at: datetime.datetime) -> None:
        """Do what the steps of the last plan say, in the caller's transaction."""

    def told(self, steps: Sequence[Step]) -> Iterator[dict[str, Any]]:
        """For the dry run: what a line would change, as {line, who, what}."""
        return iter(())

    def look_up(self, keys: Iterable[tuple[str, str]], *, lock: bool = False) -> Directory:
        """Whom these keys point at; locked in the order of their ids, and read again after that."""
        keys = set(keys)
        directory = directory_of(keys, by=self.by)
        if not lock:
            return directory
        people = {known.pk for found in directory.values() for known in found}
        held = list(User.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk", flat=True))
        return directory_of(keys, by=self.by) if held else directory


def mark_of(parts: Iterable[Sequence[Any]]) -> str:
    """Stands for how a file is cut into parts: who goes on with another cut begins anew."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(repr([each.line if isinstance(each, Step) else each.number for each in part]).encode())
    return digest.hexdigest()


def _cut(groups: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for group in groups:
        if part and len(part) + len(group) > PART:
            yield part
            part = []
        part.extend(group)
    if part:
        yield part


def sha256_of(file: Any) -> str:
    """The digest of an uploaded file, read in pieces."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    return digest.hexdigest()
