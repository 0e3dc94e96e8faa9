"""What requirements and figures hold about a person: what an erasure takes, what her copy shows, how long it stays."""

import datetime

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.people.keeping_data.erasing import Goes
from elearning.people.keeping_data.parts import Part, part
from elearning.people.keeping_data.table import HEADQUARTERS, Kind, change_some, register
from elearning.people.models import User
from elearning.people.signals import erasing, held_about

from .models import Exemption, Nudge, Schedule, Standing, TryOut


@receiver(erasing)
def forget_reasons(sender, *, people: list[int], at: datetime.datetime, goes: Goes, **kwargs) -> dict[str, int]:
    """What was asked of her and whether she met it is counted on; why she was exempt may tell of her health."""
    goes.keep("standings, exemptions and reminders: requirement, days", "figures rest on them")
    Schedule.objects.filter(person__in=people, ended_at=None).update(ended_at=at)
    return {
        "reasons of exemptions": Exemption.objects.filter(person__in=people).update(reason="–"),
        "schedules of exports": Schedule.objects.filter(person__in=people).update(why="–"),
    }


@receiver(held_about)
def what_is_asked_of_me(sender, *, person: User, **kwargs) -> list[Part]:
    """Requirements as they stand for her, exemptions, reminders, schedules."""
    own = {"person": person}
    standings = Standing.objects.filter(**own).select_related("requirement", "office")
    return [
        part(
            _("What is asked of you"),
            standings,
            *_plain(Standing),
            left_out=_("It is reckoned anew when facts change."),
        ),
        part(
            _("From what you are exempt"),
            Exemption.objects.filter(**own).select_related("requirement"),
            *_plain(Exemption),
        ),
        part(_("Of what you were reminded"), Nudge.objects.filter(**own).select_related("requirement"), *_plain(Nudge)),
        part(_("Files that are offered to you again and again"), Schedule.objects.filter(**own)),
    ]


def _plain(model) -> list[str]:
    """All of a table but its keys and people."""
    return [each.name for each in model._meta.concrete_fields if each.name not in ("id", "uuid", "person", "by")]


def clear_try_outs(moment: datetime.datetime, most: int) -> int:
    """Who would have gained or lost by a version of a requirement; the numbers stay."""
    return change_some(TryOut.objects.filter(at__lte=moment).exclude(people={}), most, people={})


register(
    Kind(
        "standings",
        gettext_lazy("Who was asked what, and met it when"),
        gettext_lazy("the day that it is about"),
        HEADQUARTERS,
        gettext_lazy("the name goes with an erasure"),
        gettext_lazy("figures of the past can be asked again"),
    ),
    Kind(
        "try_outs",
        gettext_lazy("Dry runs of requirements: who would gain or lose"),
        gettext_lazy("the dry run"),
        HEADQUARTERS,
        gettext_lazy("who it was is deleted; the numbers stay"),
        gettext_lazy("a decision can be explained for a year"),
        365,
        clear_try_outs,
    ),
)
