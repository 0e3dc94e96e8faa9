"""Tells the authors of a module which courses are made of it, in whichever version."""

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from elearning.fields import localized
from elearning.toolkit.authoring.uses import Use
from elearning.toolkit.signals import module_uses

from .models import Course, CourseVersion, Enrolment, Step


@receiver(module_uses)
def say_courses(sender, *, page, user, **kwargs) -> list[Use]:
    """Courses as they are drafted, and each version that was published, with whether people follow it."""
    key = page.translation_key
    drafted = set(Step.objects.filter(module_key=key).values_list("course_id", flat=True))
    followed = set(Enrolment.objects.values_list("version_id", flat=True).distinct())
    versions = [
        version
        for version in CourseVersion.objects.order_by("course_id", "number")
        if any(not kept.is_quiz and kept.subject == key for kept in version.rule)
    ]
    courses = Course.objects.in_bulk(drafted | {version.course_id for version in versions})
    may = user.has_perm("courses.change_course")
    paths = {pk: reverse("courses_cms:edit", args=[pk]) if may else "" for pk in courses}
    found = [
        Use(_("Course"), str(course), _("The module cannot be deleted while it is a step."), paths[pk], keeps=True)
        for pk, course in courses.items()
        if pk in drafted
    ]
    for version in versions:
        keeps = version.pk in followed
        fate = _("People follow it: the module cannot be deleted.") if keeps else _("It would lack this step.")
        name = f"{localized(version.titles)} · {version.number}"
        found.append(Use(_("Version of a course"), name, fate, paths[version.course_id], keeps=keeps))
    return found
