"""Tells the authors of a module in which workshops it is taught, and which plans and practices name it."""

from django.db.models import Count
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from elearning.toolkit.authoring.uses import Use
from elearning.toolkit.signals import module_uses

from .models import AgendaItem, GoodPractice, SessionPlan, Workshop


@receiver(module_uses)
def say_workshops(sender, *, page, user, **kwargs) -> list[Use]:
    """Items are tied by the module's code. A workshop that the user may not see is counted, not named."""
    fate = _("Its agenda would name a module that is gone.")
    taught = AgendaItem.objects.filter(module_code__iexact=page.code, retired=False).values("workshop")
    workshops = Workshop.objects.filter(pk__in=taught)
    seen = list(workshops.visible_to(user).prefetch_related("texts"))
    found = [
        Use(
            _("Workshop"),
            workshop.text(get_language()).title,
            fate,
            reverse("workshops:detail", args=[workshop.code]),
        )
        for workshop in seen
    ]
    if others := workshops.exclude(pk__in=[workshop.pk for workshop in seen]).count():
        name = ngettext("%(number)s other", "%(number)s others", others) % {"number": others}
        found.append(Use(_("Workshop"), name, fate))
    return found + _papers(page.code)


def _papers(code: str) -> list[Use]:
    """Templates of session plans by their titles; good practices by their number, for most are of somebody."""
    kind, stays = _("Template of a session plan"), _("It would stay, under a code that is gone.")
    plans = SessionPlan.objects.filter(module_code__iexact=code, item=None)
    found = [Use(kind, plan.title, stays, reverse("workshops:plan_template", args=[plan.pk])) for plan in plans]
    practices = GoodPractice.objects.filter(module_code__iexact=code).aggregate(number=Count("pk"))["number"]
    if practices:
        found.append(Use(_("Good practices"), str(practices), _("Those not published yet could not be published.")))
    return found
