"""Addresses of coverage."""

from django.urls import path, re_path

from . import views

urlpatterns = [
    path("", views.coverage, name="coverage"),
    re_path(r"^(?P<what>figures)\.(?P<kind>csv|xlsx)$", views.export, name="coverage_export"),
    path("<slug:code>/", views.coverage, name="coverage_office"),
    re_path(
        r"^(?P<code>[-\w]+)/(?P<what>figures|people)\.(?P<kind>csv|xlsx)$",
        views.export,
        name="coverage_export_office",
    ),
]
