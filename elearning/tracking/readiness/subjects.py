"""What satisfies a requirement: one subject of its list, and whether a record matches it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .facts import RecordFact

COURSE, WORKSHOP, WORKSHOP_KIND, TOPIC, RECOGNISED = KINDS = (
    "course",
    "workshop",
    "workshop_kind",
    "topic",
    "recognised",
)


@dataclass(frozen=True)
class Subject:
    """One of the things of which any satisfies. `value` is a kind of workshop, and a UUID everywhere else."""

    kind: str
    value: UUID | str
    topic: UUID | None = None
    participation: bool = False


def read_subjects(rows: Iterable[dict[str, Any]]) -> tuple[Subject, ...]:
    """The subjects of a version as they stand in the database; ValueError for what is none."""
    return tuple(_read(row) for row in rows)


def _read(row: dict[str, Any]) -> Subject:
    kind, value = row.get("kind"), str(row.get("value") or "")
    if kind not in KINDS or not value:
        raise ValueError(f"Not a subject: {row!r}")
    topic = UUID(row["topic"]) if kind == WORKSHOP_KIND and row.get("topic") else None
    thing = value if kind == WORKSHOP_KIND else UUID(value)
    return Subject(kind, thing, topic, kind not in (COURSE, RECOGNISED) and bool(row.get("participation")))


def satisfies(subject: Subject, record: RecordFact) -> bool:
    """Whether a record is of this subject: a completion always, participation where the subject takes it.

    Recognised learning counts where its row of the table of equivalences is named, or the topic that row counts for.
    """
    return _enough(subject, record.kind) and _about(subject, record)


def _enough(subject: Subject, kind: str) -> bool:
    if kind == "recognised":
        return subject.kind in (TOPIC, RECOGNISED)
    return subject.kind != RECOGNISED and (kind == "completion" or (kind == "participation" and subject.participation))


def _about(subject: Subject, record: RecordFact) -> bool:
    match subject.kind:
        case "topic":
            return record.topic == subject.value
        case "recognised":
            return record.subject_uuid == subject.value
        case "workshop_kind":
            return record.subject_kind == WORKSHOP and (
                record.workshop_kind == subject.value and subject.topic in (None, record.topic)
            )
    return record.subject_kind == subject.kind and record.subject_uuid == subject.value
