"""Which funding line paid which share of which workshop, as known at a moment: later changes are undone by the log."""

import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from elearning.journal.models import LogEntry
from workshops.models import FundingLine, Workshop

VERBS = ("workshop.funding_added", "workshop.funding_changed", "workshop.funding_removed")
NAMES = ("donor", "project_code", "share")


def name_of(donor: str, project_code: str) -> str:
    """How a line is named in a question and in figures."""
    return f"{donor}|{project_code}"


def event_key(workshop: UUID) -> tuple[str, str]:
    """A workshop as the facts name it."""
    return ("workshop", workshop.hex)


class Funding:
    """`events` maps an event to its lines, each with its share in hundredths of a percent."""

    def __init__(self, known_at: datetime.datetime):
        lines = {pk: (workshop, dict(zip(NAMES, rest, strict=True))) for pk, workshop, *rest in _now()}
        for entry in LogEntry.objects.filter(action__in=VERBS, at__gt=known_at).order_by("-at", "-pk"):
            _undo(lines, entry)
        uuids = dict(
            Workshop.objects.filter(pk__in={workshop for workshop, _v in lines.values()}).values_list("pk", "uuid")
        )
        self.events: dict[tuple[str, ...], dict[str, int]] = {}
        for workshop, values in lines.values():
            if workshop in uuids and values.get("share"):
                line = self.events.setdefault(event_key(uuids[workshop]), {})
                line[name_of(values["donor"], values["project_code"])] = int(Decimal(values["share"]) * 100)

    def workshops_of(self, name: str) -> list[str]:
        """The workshops that a line pays for, by their UUID."""
        return [event[1] for event, lines in self.events.items() if name in lines]

    @property
    def names(self) -> list[str]:
        return sorted({name for lines in self.events.values() for name in lines})


def _now() -> Any:
    return FundingLine.objects.order_by("pk").values_list("pk", "workshop_id", *NAMES)


def _undo(lines: dict[int, tuple[int, dict[str, Any]]], entry: LogEntry) -> None:
    """Take one logged change back. A line that was removed is put together again from what was logged of it before."""
    workshop = int(entry.subject_id)
    for key, (before, _after) in entry.detail["changes"].items():
        _funding, pk, *name = key.split(".")
        if entry.action.endswith("_added"):
            lines.pop(int(pk), None)
        elif entry.action.endswith("_removed"):
            lines[int(pk)] = (workshop, _logged(workshop, pk, entry))
        elif int(pk) in lines:
            lines[int(pk)][1][name[0]] = before


def _logged(workshop: int, pk: str, until: LogEntry) -> dict[str, Any]:
    """What the log says that the line held before it was removed."""
    values: dict[str, Any] = {}
    same = LogEntry.objects.filter(action__in=VERBS, subject_type=until.subject_type, subject_id=str(workshop))
    for entry in same.filter(at__lte=until.at, pk__lt=until.pk).order_by("at", "pk"):
        for key, (_before, after) in entry.detail["changes"].items():
            if key.startswith(f"funding.{pk}.") and len(parts := key.split(".")) == 3:
                values[parts[2]] = after
    return values
