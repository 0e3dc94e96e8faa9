"""Addresses of notices."""

from django.urls import path

from . import preferring, stopping, views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("read/", views.mark_all, name="mark_all"),
    path("preferences/", preferring.preferences, name="preferences"),
    path("stop/<str:token>/", stopping.stop, name="stop"),
    path("<int:pk>/read/", views.mark_read, name="mark_read"),
]
