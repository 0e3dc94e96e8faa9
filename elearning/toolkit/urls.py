"""Addresses of the toolkit that are no pages."""

from django.urls import path

from . import views

app_name = "toolkit"
urlpatterns = [
    path("toolkit/", views.toolkit, name="index"),
    path("notes/", views.notes, name="notes"),
    path("notes/<int:page_id>/", views.keep, name="keep"),
]
