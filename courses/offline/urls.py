"""Addresses of what works without a network."""

from django.urls import path

from . import views

app_name = "offline"
urlpatterns = [
    path("worker.js", views.worker, name="worker"),
    path("offline/", views.receive, name="receive"),
    path("offline/about/", views.about, name="about"),
    path("offline/<slug:language>/", views.page, name="page"),
    path("offline/<slug:language>/<slug:code>/", views.course, name="course"),
    path("offline/<slug:language>/<slug:code>/practice/", views.practice, name="practice"),
    path("offline/<slug:language>/<slug:code>/manifest/", views.manifest, name="manifest"),
]
