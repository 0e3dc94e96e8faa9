"""Addresses of the good practices of one workshop, below its code."""

from django.urls import path

from . import views

urlpatterns = [
    path("practices/", views.practices, name="practices"),
    path("practices/new/", views.practice_new, name="practice_new"),
    path("practices/<uuid:key>/", views.practice, name="practice"),
    path("practices/<uuid:key>/photo/", views.practice_photo, name="practice_photo"),
]
