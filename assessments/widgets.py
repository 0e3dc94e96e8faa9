"""Choices for the forms of the CMS: categories by their whole name, the people who may own a question."""

from django import forms
from django.db.models import Q, QuerySet

from elearning.people.models import User

from . import drawers
from .models import Category


class CategorySelect(forms.Select):
    """A list of the categories of the bank, read when it is shown."""

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list:
        rows = Category.objects.values_list("pk", "parent_id", "name")
        self.choices = [("", "---------"), *drawers.paths(rows).items()]
        return super().optgroups(name, value, attrs)


def owners(present: int | None = None) -> QuerySet[User]:
    """Who may own a question: whoever may write any, and whoever owns this one at present."""
    writers = holders("add_question", "change_question").order_by().values("pk")
    return User.objects.filter(Q(pk__in=writers) | Q(is_superuser=True, is_active=True) | Q(pk=present))


def holders(*names: str) -> QuerySet[User]:
    """The people who have one of these permissions of this app, alone or by a group; not who may do all anyway."""
    ours = {"content_type__app_label": "assessments", "codename__in": names}
    by_hand = Q(**{f"user_permissions__{path}": value for path, value in ours.items()})
    by_group = Q(**{f"groups__permissions__{path}": value for path, value in ours.items()})
    return User.objects.filter(by_hand | by_group, is_active=True).distinct()
