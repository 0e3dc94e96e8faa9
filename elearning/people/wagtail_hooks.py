"""Registers the offices in the CMS, and guards people from deeds upon many at once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from .keeping_data.cms import NoticeViewSet
from .models import User
from .viewsets import OfficeViewSet


@hooks.register("register_admin_viewset")
def offices() -> OfficeViewSet:
    return OfficeViewSet()


@hooks.register("register_admin_viewset")
def privacy_notices() -> NoticeViewSet:
    return NoticeViewSet()


@hooks.register("before_bulk_action")
def guard_people(request: HttpRequest, action_type: str, objects: list, action_class_instance) -> HttpResponse | None:
    if action_class_instance.models != [User]:
        return None
    messages.error(request, _("People are changed one at a time, so that each change is written down."))
    return redirect("wagtailusers_users:index")
