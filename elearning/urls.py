"""Composes the addresses of all apps."""

from django.urls import include, path
from django.views.generic import RedirectView

from elearning import health

handler500 = "elearning.outages.server_error"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="workshops:list"), name="home"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("allauth.urls")),
    path("people/", include("elearning.people.urls")),
    path("notices/", include("elearning.notices.urls")),
    path("workshops/", include("workshops.urls")),
]
