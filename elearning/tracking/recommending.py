"""The course by which a newcomer meets what is asked of her first."""

from django.dispatch import receiver
from django.utils import timezone

from courses.models import Course
from courses.recommending import recommended
from elearning.people.joining.recommending import Recommended
from elearning.people.models import User
from elearning.people.signals import recommendations

from .requirements.inducting import induction_of
from .requirements.induction import next_of

PLACE = 10


@receiver(recommendations, dispatch_uid="tracking.recommendations")
def first_due_course(sender, *, person: User, **kwargs) -> Recommended | None:
    """Of what is due for her the first, if a course on offer meets it that she has not begun; two queries."""
    row = next_of(induction_of(person, timezone.localdate()))
    if row is None:
        return None
    courses = Course.objects.visible_to(person).exclude(enrolments__person=person)
    meeting = next((course for course in courses if row.met_by(course)), None)
    return recommended(meeting, place=PLACE, is_due=True) if meeting else None
