"""The first open course, for a newcomer who has nothing to do yet."""

from django.dispatch import receiver
from django.urls import reverse

from elearning.fields import localized_with_language
from elearning.people.joining.recommending import Recommended
from elearning.people.models import User
from elearning.people.signals import recommendations

from .actions import enrol
from .models import Course

PLACE = 50


def recommended(course: Course, *, place: int, is_due: bool = False) -> Recommended:
    """A course as something to begin with: pressed, she is enrolled and stands on its page."""
    title, language = localized_with_language(course.titles)

    def begin(person: User) -> str:
        enrol(person, course)
        return reverse("courses:detail", args=[course.code])

    return Recommended(place, title, language, begin, is_due)


@receiver(recommendations, dispatch_uid="courses.recommendations")
def first_open_course(sender, *, person: User, **kwargs) -> Recommended | None:
    """The first that is open to her and that she has not begun; one query."""
    course = Course.objects.open_to(person).exclude(enrolments__person=person).first()
    return recommended(course, place=PLACE) if course else None
