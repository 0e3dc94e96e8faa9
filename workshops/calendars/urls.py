"""Addresses of calendars and schedules."""

from django.urls import path

from . import views

urlpatterns = [
    path("<slug:code>/agenda.ics", views.calendar, name="calendar"),
    path("<slug:code>/schedule.xml", views.schedule_xml, name="schedule_xml"),
    path("<slug:code>/schedule.json", views.schedule_json, name="schedule_json"),
    path("<slug:code>/my-calendar/", views.my_calendar, name="my_calendar"),
    path("feeds/<slug:secret>.ics", views.personal, name="feed"),
]
