"""Addresses of room mode, below the code of a workshop."""

from django.urls import path

from . import app, views, wire

urlpatterns = [
    path("room/", views.room, name="room"),
    path("room/prepare/", views.prepare, name="room_prepare"),
    path("room/roster/", wire.roster, name="room_roster"),
    path("room/runs/", wire.runs, name="room_runs"),
    path("room/app/", app.shell, name="room_app"),
    path("room/app/manifest.json", app.manifest, name="room_manifest"),
    path("room/app/worker.js", app.worker, name="room_worker"),
]
