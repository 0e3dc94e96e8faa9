"""What every reader of a file returns, and every writer takes: pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Picture:
    """A file that came inside a question; texts show it as `<img src="media:NAME">` until it is stored."""

    name: str
    data: bytes


@dataclass(frozen=True)
class FileQuestion:
    """One question of a file. `content` is as `schemas` has it, with the texts of the languages that the file holds.

    `line` counts from 1; `code` is the lasting id that the file gives (“” if none); `category` is the path of drawers
    from the outermost; `notes` say, in sentences, what of the question could not be taken over.
    """

    line: int
    kind: str
    name: str
    content: Mapping[str, Any]
    code: str = ""
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    objective: str = ""
    points: Decimal = Decimal(1)
    pictures: tuple[Picture, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """Something that keeps the whole file out: its line, the question (“” if it is none), and what to do."""

    line: int
    reason: str
    name: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A question that is of no type of ours; it is named, never guessed, and keeps nothing else out."""

    line: int
    name: str
    reason: str


@dataclass
class Reading:
    """All that a file gave."""

    questions: list[FileQuestion] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
