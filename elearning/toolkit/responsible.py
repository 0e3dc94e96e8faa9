"""Who answers the readers of a module: who is named, else who made its page, else all who may publish it."""

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Q

if TYPE_CHECKING:
    from elearning.people.models import User

    from .models import ModulePage


def who_may_answer() -> Q:
    """The people among whom an editor chooses: those whom the CMS lets change or publish pages, and administrators."""
    return Q(pk__in=_working_on_pages("change_page", "publish_page").values("pk")) | Q(is_superuser=True)


def answering(page: "ModulePage") -> "list[User]":
    """Those who are told of a question about this module; never nobody while somebody may publish."""
    for person in (page.responsible, page.owner):
        if person and person.is_active and may_answer(person):
            return [person]
    publishers = _working_on_pages("publish_page").order_by("pk")[:20]
    return list(publishers) or list(get_user_model().objects.filter(is_active=True, is_superuser=True)[:20])


def may_answer(user: "User") -> bool:
    """Whoever works on pages in the CMS."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or _working_on_pages("change_page", "publish_page").filter(pk=user.pk).exists()


def _working_on_pages(*deeds: str):
    """The people whose groups may do one of these on any page."""
    groups = Q(groups__page_permissions__permission__codename__in=deeds)
    people = get_user_model().objects.filter(is_active=True)
    return people.filter(pk__in=people.filter(groups).values("pk"))
