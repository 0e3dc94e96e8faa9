"""Addresses of the view from above."""

from django.urls import path, re_path

from . import views

app_name = "tracking"
urlpatterns = [
    path("my-day/", views.my_day, name="my_day"),
    path("board/", views.board, name="board"),
    re_path(r"^board/(?P<what>figures)\.(?P<kind>csv|xlsx)$", views.export, name="export"),
    path("board/<slug:code>/", views.board, name="office"),
    re_path(
        r"^board/(?P<code>[-\w]+)/(?P<what>figures|people)\.(?P<kind>csv|xlsx)$", views.export, name="export_office"
    ),
]
