"""What courses hold about a person: what goes with an erasure, what her copy shows, how long it stays."""

import datetime

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.people.keeping_data.erasing import Goes
from elearning.people.keeping_data.parts import Part, part
from elearning.people.keeping_data.table import HERSELF, REGISTRAR, Kind, delete_some, register
from elearning.people.merging.moving import rows
from elearning.people.models import User
from elearning.people.signals import erasing, held_about

from .models import Arrival, Enrolment, Evidence


@receiver(erasing)
def forget_devices(sender, *, people: list[int], goes: Goes, **kwargs) -> dict[str, int]:
    """Evidence stays, since records rest on it; names in its reasons go."""
    goes.keep("enrolments and evidence: course, step, days, score", "records rest on them")
    return {
        "reasons of evidence": goes.hide_in(rows(Evidence).filter(enrolment__person__in=people)),
        "things sent by devices": Arrival.objects.filter(person__in=people).delete()[0],
    }


@receiver(held_about)
def my_courses(sender, *, person: User, **kwargs) -> list[Part]:
    """Enrolments, and each piece of evidence."""
    enrolments = Enrolment.objects.filter(person=person).select_related("course", "version")
    evidence = Evidence.objects.filter(enrolment__person=person).select_related("enrolment__course")
    plain = ("kind", "subject", "occurred_at", "received_at", "source", "reason", "language", "score")
    names = [
        each.name for each in Enrolment._meta.concrete_fields if each.name not in ("id", "uuid", "person", "version")
    ]
    return [
        part(_("Your courses"), enrolments, *names),
        part(_("What you read and passed"), evidence, *plain, left_out=_("Who confirmed it for you is left out.")),
        part(_("What your devices sent later"), Arrival.objects.filter(person=person)),
    ]


def clear_arrivals(moment: datetime.datetime, most: int) -> int:
    return delete_some(Arrival.objects.filter(received_at__lte=moment), most)


register(
    Kind(
        "evidence",
        gettext_lazy("Enrolments, and what was read and passed"),
        gettext_lazy("it happened"),
        REGISTRAR,
        gettext_lazy("the name goes with an erasure"),
        gettext_lazy("records and certificates rest on it"),
    ),
    Kind(
        "arrivals",
        gettext_lazy("Notes of what a device sent after it had been without a network"),
        gettext_lazy("it arrived"),
        HERSELF,
        gettext_lazy("the note is deleted; what was sent stays where it belongs"),
        gettext_lazy("what was sent late can be looked up for a year"),
        365,
        clear_arrivals,
    ),
)
