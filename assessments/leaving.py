"""What a leaver owns in the bank: the questions that somebody else must look after."""

from django.dispatch import receiver
from django.urls import reverse

from elearning.people.leaving import Owned
from elearning.people.models import User
from elearning.people.signals import leaving

from .models import Question


@receiver(leaving)
def owned_questions(sender, *, person: User, **kwargs) -> list[Owned]:
    """All questions of which she is the owner, as one thing: whoever takes them over owns them."""
    codes = list(Question.objects.filter(owner=person).order_by("code").values_list("code", flat=True)[:200])
    return [Owned("questions", "all", {"en": ", ".join(codes)[:300]}, reverse("assessments:desk"))] if codes else []
