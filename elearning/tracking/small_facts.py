"""The small things that a learner's own page says besides: one query for all of them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, JSONField, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from assessments.rules import rights_at_desk
from courses.changes import changed_readings
from elearning.notices.models import Notice
from elearning.people.models import User
from elearning.people.rules import notices_to_accept
from elearning.toolkit.models import ReadingPlace

ANSWERED = "question_answered"


@dataclass(frozen=True)
class SmallFacts:
    """What is new for her and to be accepted, whether what she read changed, her desk, where she stopped reading."""

    unread: int
    answered: int
    changed: bool
    has_desk: bool
    must_accept: bool
    place: dict[str, Any] | None


def small_facts(person: User, module_key: UUID | None) -> SmallFacts:
    """The facts of a person; `module_key` is the module that she reads next."""
    new = Notice.objects.filter(person=OuterRef("pk"), read_at=None).order_by()
    here = ReadingPlace.objects.filter(person=OuterRef("pk"), module_key=module_key, share__lt=100)
    place = JSONObject(anchor=F("anchor"), words=F("words"), share=F("share"), language=F("language"))
    row = (
        User.objects.filter(pk=person.pk)
        .annotate(
            unread=_count(new),
            answered=_count(new.filter(kind=ANSWERED)),
            changed=Exists(changed_readings(person)),
            desk=Exists(rights_at_desk(person)),
            notice=Exists(notices_to_accept(person)),
            place=Subquery(here.values(found=place)[:1], output_field=JSONField()),
        )
        .values("unread", "answered", "changed", "desk", "notice", "place")
        .get()
    )
    at_desk = row["desk"] or person.is_superuser
    desk = person.is_active and at_desk
    return SmallFacts(row["unread"], row["answered"], row["changed"], desk, row["notice"], row["place"])


def _count(rows) -> Coalesce:
    counted = rows.values("person").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
