"""Addresses of one person."""

from django.urls import path

from . import views

urlpatterns = [
    path("<uuid:uuid>/", views.person, name="person"),
    path("<uuid:uuid>/files/<uuid:file>/", views.file, name="person_file"),
    path("<uuid:uuid>/requirements/<slug:code>/", views.why, name="person_why"),
]
