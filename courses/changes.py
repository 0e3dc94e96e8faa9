"""What changed in modules since a person confirmed in a course that she had read them."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language

from elearning.people.models import User
from elearning.toolkit.editions.showing import Change, Reading, changes_since
from elearning.toolkit.editions.status import with_seen
from elearning.toolkit.models import ModuleEdition
from elearning.toolkit.modules import ModuleTitle, titles_among

from .models import Evidence
from .progress import MODULE_READ, Fact

FRESH = datetime.timedelta(days=60)  # so long she is told on her day; where her author asks, until she has read it


def changed_readings(person: User) -> QuerySet:
    """Readings of hers after which something material was published: where there are none, nothing need be asked."""
    later = ModuleEdition.objects.filter(
        module_key=OuterRef("subject"), language=OuterRef("language"), is_material=True
    )
    newer = Q(published_at__gt=OuterRef("occurred_at")) | Q(revision_id__gt=OuterRef("revision"))
    return Evidence.objects.filter(Exists(later.filter(newer)), enrolment__person=person, kind=MODULE_READ)


def changes_for(person: User) -> list[Change]:
    """For her day: what is fresh, or what an author asks her to read; the newest first. One query."""
    since = timezone.now() - FRESH
    hers = Evidence.objects.filter(enrolment__person=person, kind=MODULE_READ).order_by("-occurred_at")
    last = hers.filter(subject=OuterRef("module_key"), language=OuterRef("language"))
    editions = with_seen(person).filter(module_key__in=changed_readings(person).order_by().values("subject"))
    known = editions.select_related("page__locale").defer("page__body", "page__objectives").annotate(
        read_at=Subquery(last.values("occurred_at")[:1]), read_revision=Subquery(last.values("revision")[:1])
    )  # fmt: skip
    known = list(known.order_by("number"))
    readings = {
        (each.module_key, each.language): Reading(each.module_key, each.language, each.read_revision, each.read_at)
        for each in known
        if each.read_at
    }
    pages = [each.page for each in known if each.page]
    changes = changes_since(person, readings.values(), known, titles_among(pages, get_language(), person))
    return [change for change in changes if change.asks or change.at >= since]


def changes_in(
    person: User,
    facts: Iterable[Fact],
    known: list[ModuleEdition] | None = None,
    titles: dict[UUID, ModuleTitle] | None = None,
) -> list[Change]:
    """What changed since these facts of reading; `known` and `titles` are of their modules, where they were read."""
    readings: dict[tuple[UUID, str], Reading] = {}
    for fact in sorted(facts, key=lambda fact: fact.occurred_at):
        if fact.kind == MODULE_READ:
            reading = Reading(fact.subject, fact.language, fact.revision, fact.occurred_at)
            readings[fact.subject, fact.language] = reading
    return changes_since(person, readings.values(), known, titles)
