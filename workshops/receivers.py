"""Answers of workshops to what the apps below ask: the way back from a test, what a repair does to certificates."""

from collections.abc import Sequence

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import get_language

from assessments.repairing import Change, Consequence
from assessments.signals import attempt_context, results_changing
from elearning.people.leaving import Owned
from elearning.people.models import User
from elearning.people.signals import leaving

from .attending import CONTEXT
from .leaving import leave_workshops
from .models import Workshop
from .testing.following import follow


@receiver(attempt_context)
def way_back(sender, *, kind: str, key: str, user, **kwargs) -> dict | None:
    """From an attempt back to the tests of its workshop."""
    if kind != CONTEXT:
        return None
    workshop = Workshop.objects.visible_to(user).filter(code=key).prefetch_related("texts").first()
    if workshop is None:
        return None
    title = workshop.text(get_language()).title
    return {"title": title, "url": reverse("workshops:my_tests", args=[workshop.code])}


@receiver(results_changing)
def follow_repair(sender, *, changes: Sequence[Change], **how) -> list[Consequence]:
    """What a repair of a question does to completions that rest on a post-test that was passed."""
    how.pop("signal")
    return follow(changes, **how)


@receiver(leaving)
def free_workshops(sender, *, person: User, signal, **how) -> list[Owned]:
    """What somebody who leaves held here, and what she hands over."""
    return leave_workshops(person, **how)
