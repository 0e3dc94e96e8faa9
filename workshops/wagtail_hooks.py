"""Registers the review of good practices in the CMS."""

from wagtail import hooks

from .viewsets import PracticeViewSet


@hooks.register("register_admin_viewset")
def practice_viewset() -> PracticeViewSet:
    return PracticeViewSet()
