"""Addresses of attempts."""

from django.urls import path

from . import views

app_name = "assessments"
urlpatterns = [
    path("<uuid:uuid>/", views.attempt, name="attempt"),
    path("<uuid:uuid>/answers/", views.save, name="save"),
    path("<uuid:uuid>/submit/", views.submit, name="submit"),
    path("<uuid:uuid>/result/", views.result, name="result"),
]
