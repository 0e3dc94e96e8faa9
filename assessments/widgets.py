"""A choice of categories, each by its whole name."""

from django import forms

from . import drawers
from .models import Category


class CategorySelect(forms.Select):
    """A list of the categories of the bank, read when it is shown."""

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list:
        rows = Category.objects.values_list("pk", "parent_id", "name")
        self.choices = [("", "---------"), *drawers.paths(rows).items()]
        return super().optgroups(name, value, attrs)
