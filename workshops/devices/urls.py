"""Addresses of the devices' line, of devices, of what waits, and of taking over."""

from django.urls import path

from . import line, pages, take_over, waiting

urlpatterns = [
    path("room/events/", line.events, name="room_events"),
    path("room/devices/", pages.devices, name="devices"),
    path("room/devices/<uuid:uuid>/revoke/", pages.revoke, name="device_revoke"),
    path("room/unresolved/", waiting.unresolved, name="unresolved"),
    path("room/unresolved/<int:pk>/", waiting.resolve_one, name="resolve"),
    path("room/take-over/", take_over.page, name="take_over"),
]
