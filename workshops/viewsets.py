"""How good practices are reviewed in the CMS."""

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .practices import review
from .rules import MAY_REVIEW


class ReviewMenuItem(MenuItem):
    """Stands in the menu of those who have the permission; the menu of each page asks the database nothing more.

    Headquarters without it find the review from the good practices of a workshop.
    """

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_REVIEW)


class PracticeViewSet(ViewSet):
    """Good practices that wait for a review."""

    name = "practices_cms"
    url_prefix = "good-practices"
    menu_label = gettext_lazy("Good practices")
    menu_icon = icon = "pick"
    menu_order = 235
    add_to_admin_menu = True
    menu_item_class = ReviewMenuItem

    def get_urlpatterns(self) -> list:
        return [
            path("", review.index, name="index"),
            path("<uuid:key>/", review.show, name="show"),
            path("<uuid:key>/return/", review.give_back, name="return"),
            path("<uuid:key>/publish/", review.publish, name="publish"),
            path("<uuid:key>/photo/", review.photo, name="photo"),
        ]
