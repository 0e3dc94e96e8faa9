"""Addresses of workshops."""

from django.urls import include, path

from . import views
from .builder.urls import urlpatterns as builder_urls
from .calendars.urls import urlpatterns as calendar_urls
from .commitments.urls import urlpatterns as commitment_urls
from .framing import overview
from .framing.urls import urlpatterns as frame_urls
from .plans.urls import urlpatterns as plan_urls
from .publishing.urls import urlpatterns as publishing_urls
from .seats.urls import urlpatterns as seat_urls

app_name = "workshops"
urlpatterns = [
    path("", overview.workshop_list, name="list"),
    *frame_urls,
    *plan_urls,
    *builder_urls,
    *commitment_urls,
    path("<slug:code>/", overview.detail, name="detail"),
    path("<slug:code>/agenda/", views.agenda, name="agenda"),
    *publishing_urls,
    *calendar_urls,
    *seat_urls,
    path("<slug:code>/", include("workshops.papers.urls")),
    path("<slug:code>/", include("workshops.asking.urls")),
    path("<slug:code>/", include("workshops.checkin.urls")),
    path("<slug:code>/", include("workshops.devices.urls")),
    path("<slug:code>/", include("workshops.feedback.urls")),
    path("<slug:code>/", include("workshops.practices.urls")),
    path("<slug:code>/", include("workshops.proof.urls")),
    path("<slug:code>/", include("workshops.reports.urls")),
    path("<slug:code>/", include("workshops.room.urls")),
    path("<slug:code>/", include("workshops.running.urls")),
    path("<slug:code>/", include("workshops.sheets.urls")),
    path("<slug:code>/", include("workshops.testing.urls")),
]
