"""What workshops hold about a person, for her copy of it."""

from django.dispatch import receiver
from django.utils.translation import gettext as _

from elearning.people.keeping_data.parts import Part, part
from elearning.people.models import User
from elearning.people.signals import held_about

from .models import (
    ActionPlan,
    AttendanceEvent,
    CalendarFeed,
    Commitment,
    Device,
    FollowUp,
    FormAnswer,
    GoodPractice,
    ItemPerson,
    Letter,
    NameRequest,
    Need,
    ParkedPoint,
    Registration,
    RoomQuestion,
    Travel,
    Vote,
)


@receiver(held_about)
def my_seats(sender, *, person: User, **kwargs) -> list[Part]:
    """Her place in each workshop, and what was noted of it."""
    own = {"registration__person": person}
    names = [each.name for each in Registration._meta.concrete_fields if not each.is_relation and each.name != "id"]
    names = [each for each in names if each not in ("badge_code", "rank", "reserve_rank", "screening")]
    seats = Registration.objects.filter(person=person).select_related("workshop", "office", "group")
    left_out = _("Who nominated, endorsed or selected whom, and how others were ranked, is left out.")
    events = AttendanceEvent.objects.filter(**own).order_by("occurred_at")
    return [
        part(_("Your workshops"), seats, "workshop", "office", "group", *names, left_out=left_out),
        part(_("How you travelled"), Travel.objects.filter(**own)),
        part(_("What you need"), Need.objects.filter(**own)),
        part(_("Letters"), Letter.objects.filter(**own)),
        part(_("Your presence"), events, "verb", "source", "checkpoint", "value", "minutes", "occurred_at", "reason"),
        part(_("Names that you asked for on certificates"), NameRequest.objects.filter(**own)),
        part(_("Devices of yours that took attendance"), Device.objects.filter(person=person)),
        part(
            _("Your calendar addresses"),
            CalendarFeed.objects.filter(person=person),
            "workshop",
            "created_at",
            "revoked_at",
        ),
    ]


@receiver(held_about)
def what_i_said_there(sender, *, person: User, **kwargs) -> list[Part]:
    """Answers, questions, plans, practices."""
    own = {"registration__person": person}
    anonymous = _("What you answered without a name cannot be found: nothing ties it to you.")
    led = ActionPlan.objects.filter(owner__person=person)
    return [
        part(
            _("What you led in agendas"),
            ItemPerson.objects.filter(person=person).select_related("item"),
            "item",
            "part",
        ),
        part(_("Your answers to forms"), FormAnswer.objects.filter(**own), left_out=anonymous),
        part(_("Your votes"), Vote.objects.filter(**own).select_related("poll"), "poll", "choice"),
        part(_("Your questions in the room"), RoomQuestion.objects.filter(**own)),
        part(_("Points that you follow up"), ParkedPoint.objects.filter(owner=person)),
        part(_("Good practices that you told"), GoodPractice.objects.filter(**own), files=("photo",)),
        part(
            _("Plans that you lead"), led.select_related("workshop", "office"), "workshop", "office", "state", "remarks"
        ),
        part(_("What you committed to"), Commitment.objects.filter(plan__in=led)),
        part(
            _("What became of plans that you are asked about as a supervisor"),
            FollowUp.objects.filter(supervisor=person),
            *("supervisor_view",),
            left_out=_("The plans themselves are left out, since they are others'."),
        ),
    ]
