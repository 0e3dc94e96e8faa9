"""Addresses of workshops."""

from django.urls import path

from . import views

app_name = "workshops"
urlpatterns = [
    path("", views.workshop_list, name="list"),
    path("<slug:code>/", views.detail, name="detail"),
    path("<slug:code>/agenda/", views.agenda, name="agenda"),
    path("<slug:code>/agenda.ics", views.calendar, name="calendar"),
    path("<slug:code>/people/", views.people, name="people"),
]
