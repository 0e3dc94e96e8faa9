"""Addresses of people."""

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("me/", views.profile, name="profile"),
    path("invitations/<str:secret>/", views.invitation, name="invitation"),
]
