"""The module that a view is about, for who may see it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..languages import address_of
from ..models import ModulePage


def module_or_404(request: HttpRequest, page_id: int) -> ModulePage:
    """The published module of this number, if she may read it."""
    readable = ModulePage.objects.live().visible_to(request.user)
    return get_object_or_404(readable.select_related("locale"), pk=page_id)


def back_to(page: ModulePage, place: str) -> str:
    """The address of a place on the page of a module."""
    return f"{address_of(page)}#{place}"
