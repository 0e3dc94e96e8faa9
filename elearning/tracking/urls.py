"""Addresses of the view from above."""

from django.urls import include, path

from . import views

app_name = "tracking"
urlpatterns = [
    path("api/", include("elearning.tracking.api.urls")),
    path("my-day/", views.my_day, name="my_day"),
    path("people/", include("elearning.tracking.persons.urls")),
    path("my-office/", include("elearning.tracking.office.urls")),
    path("board/courses/", include("elearning.tracking.coverage.urls")),
    path("board/", include("elearning.tracking.board.urls")),
    path("requirements/", include("elearning.tracking.requirements.urls")),
    path("figures/", include("elearning.tracking.figures.urls")),
    path("exports/", include("elearning.tracking.exports.urls")),
]
