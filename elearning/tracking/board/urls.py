"""Addresses of the readiness board."""

from django.urls import path

from . import changing, views

urlpatterns = [
    path("", views.board, name="board"),
    path("changes/", changing.changes, name="changes"),
    path("<slug:code>/", views.board, name="board_office"),
]
