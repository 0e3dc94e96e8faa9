"""Tells the authors of a module which requirements are met by learning that it is part of."""

from django.db.models import Q
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import Course
from elearning.fields import localized
from elearning.toolkit.authoring.uses import Use
from elearning.toolkit.models import ToolkitPage
from elearning.toolkit.signals import module_uses

from .models import RequirementVersion
from .rules import may_see_requirements


@receiver(module_uses)
def say_requirements(sender, *, page, user, **kwargs) -> list[Use]:
    """The newest version of each that names the module's toolkit as a topic, or a course with the module as a step."""
    toolkits = ToolkitPage.objects.filter(pk=page.get_parent().pk).values_list("translation_key", flat=True)
    courses = Course.objects.filter(Q(steps__module_key=page.translation_key)).values_list("uuid", flat=True)
    names = {str(name) for name in (*toolkits, *courses)}
    newest = {version.requirement_id: version for version in _versions()}
    return [
        Use(
            _("Requirement"),
            localized(version.titles),
            _("It would be met by less than before."),
            reverse("tracking:requirement", args=[version.requirement.code]) if may_see_requirements(user) else "",
        )
        for version in newest.values()
        if not version.is_ended and names & {str(each.get("value")) for each in version.subjects}
    ]


def _versions():
    return RequirementVersion.objects.select_related("requirement").order_by("requirement_id", "number")
