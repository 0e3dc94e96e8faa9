"""A tag for the pages of people and records that stand among those of the view from above, which lies higher."""

from typing import Any

from django import template
from django.template.context import Context

from ..pages import shared

register = template.Library()


@register.inclusion_tag("tracking/_head.html", takes_context=True)
def head_of(context: Context, here: str, heading: str, about: str = "") -> dict[str, Any]:
    """The top of such a page; `here` is its address, `about` what it is of."""
    return {**shared(context["request"], here), "heading": heading, "about": about}
