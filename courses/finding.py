"""Courses among what search finds."""

from django.dispatch import receiver
from django.urls import reverse

from elearning.toolkit.searching.finding import Other
from elearning.toolkit.signals import searching

from .models import Course


@receiver(searching, dispatch_uid="courses.searching")
def courses_to_search(sender, *, user, **kwargs) -> list[Other]:
    """The courses that she may see, by title and summary; one query."""
    return [
        Other(
            "course",
            course.uuid,
            course.titles,
            course.summaries,
            reverse("courses:detail", args=[course.code]),
            course.toolkit_key,
        )
        for course in Course.objects.visible_to(user)
    ]
