"""The modules for which a leaver answers: with the questions that wait, as one thing for somebody else to take over."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import ngettext, override
from wagtail.models import Page, Revision

from elearning.people.leaving import Owned
from elearning.people.models import User
from elearning.people.signals import leaving

from ..models import AuthorQuestion, ModulePage
from ..responsible import may_answer


@receiver(leaving, dispatch_uid="toolkit.modules_of_a_leaver")
def modules_of(sender, *, person: User, **kwargs) -> list[Owned]:
    """All of them as one: whoever takes them over answers for them."""
    modules = list(answered_for(person).order_by("code", "pk").values_list("code", "translation_key"))
    if not modules:
        return []
    waiting = AuthorQuestion.objects.filter(answered_at=None, module_key__in=[key for _code, key in modules]).count()
    codes = ", ".join(dict.fromkeys(code for code, _key in modules))[:250]
    return [Owned("modules", "all", _labels(codes, waiting), reverse("toolkit:asked"))]


def _labels(codes: str, waiting: int) -> dict[str, str]:
    """The modules and how many questions wait, in every language of the site."""
    labels = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            text = ngettext("%(codes)s, %(number)d open question", "%(codes)s, %(number)d open questions", waiting)
            labels[code] = text % {"codes": codes, "number": waiting}
    return labels


def answered_for(person: User) -> QuerySet[ModulePage]:
    """The published modules whose readers' questions come to her."""
    return ModulePage.objects.live().filter(Q(responsible=person) | Q(responsible=None, owner=person))


@transaction.atomic
def take_modules_over(person: User, *, by: User) -> bool:
    """Make `by` answer for all of them, in what is published and in drafts; whether she may and there was any."""
    if not may_answer(by):
        return False
    pages = answered_for(person).order_by("pk")
    # The row that `editions.recording` holds too, which writes into the same drafts.
    list(Page.objects.select_for_update(of=("self",)).filter(pk__in=pages.order_by().values("pk")).order_by("pk"))
    taken = list(pages)
    for page in taken:
        ModulePage.objects.filter(pk=page.pk).update(responsible=by)
        drafts = Q(pk=page.latest_revision_id) | Q(approved_go_live_at__isnull=False)
        for revision in Revision.page_revisions.filter(drafts, object_id=str(page.pk)):
            if revision.content.get("responsible") in (None, person.pk):  # else the draft names somebody else already
                revision.content["responsible"] = by.pk
                revision.save(update_fields=["content"])
    return bool(taken)
