"""Drafts of the demonstration workshop that tests change and publish."""

import datetime

from elearning.people.models import User
from workshops.actions.drafting import draft_of
from workshops.actions.publishing import publish
from workshops.agenda import utc_instants
from workshops.agenda.checks import check
from workshops.assembling import agenda_of
from workshops.models import AgendaItem, AgendaVersion, Placement, Registration, Workshop

from .conftest import AT

LATER = AT + datetime.timedelta(days=1)


def move(draft: AgendaVersion, code: str, **values) -> Placement:
    """Change the placement of an item, its instants with it."""
    placement = draft.placements.get(item__code=code)
    for name, value in values.items():
        setattr(placement, name, value)
    zone = draft.tz
    placement.starts_at, placement.ends_at = utc_instants(placement.day, placement.start, placement.minutes, zone)
    placement.save()
    return placement


def place(draft: AgendaVersion, item: AgendaItem, day: datetime.date, start: str, minutes: int) -> Placement:
    """Put an item onto the draft."""
    at = datetime.time.fromisoformat(start)
    starts_at, ends_at = utc_instants(day, at, minutes, draft.tz)
    return draft.placements.create(
        item=item, day=day, start=at, minutes=minutes, order=99, starts_at=starts_at, ends_at=ends_at
    )


def warnings_of(draft: AgendaVersion) -> list[str]:
    """The keys of all its warnings."""
    return [finding.key for finding in check(agenda_of(draft)) if not finding.is_error]


def publish_all(draft: AgendaVersion, *, by: User | None = None, at: datetime.datetime = LATER, **values):
    """Publish with every warning acknowledged."""
    return publish(draft, by=by, acknowledged=warnings_of(draft), at=at, **values)


def new_version(workshop: Workshop, *moves: tuple, at: datetime.datetime = LATER, off: tuple = ()) -> AgendaVersion:
    """Another published version: items moved by (code, values), those of the codes in `off` taken off."""
    draft = draft_of(workshop, by=None)
    for code, values in moves:
        move(draft, code, **values)
    draft.placements.filter(item__code__in=off).delete()
    return publish_all(draft, at=at)


def join(
    workshop: Workshop, person: User, *, role: str = "participant", group: str = "", number: str = ""
) -> Registration:
    """A confirmed registration of one of the cast."""
    return Registration.objects.create(
        workshop=workshop,
        person=person,
        role=role,
        number=number or f"X{person.pk}",
        confirmed_at=AT,
        office=person.postings.get().office,
        category="staff",
        sex=person.sex,
        language="en",
        group=workshop.groups.filter(code=group).first(),
    )
