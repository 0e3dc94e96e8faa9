"""Addresses of exports and of those that are scheduled."""

import datetime

from django.urls import path, register_converter

from . import schedule_views, views


class Day:
    """`2026-11-01`; what is no day is not there."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> datetime.date:
        return datetime.date.fromisoformat(value)

    def to_url(self, value: datetime.date) -> str:
        return value.isoformat()


register_converter(Day, "export_day")

urlpatterns = [
    path("", views.log, name="exports"),
    path("new/", views.new, name="export_new"),
    path("schedules/", schedule_views.schedules, name="schedules"),
    path("schedules/new/", schedule_views.new, name="schedule_new"),
    path("schedules/<uuid:uuid>/stop/", schedule_views.stop, name="schedule_stop"),
    path("scheduled/<uuid:uuid>/<export_day:day>/", schedule_views.scheduled, name="scheduled"),
]
