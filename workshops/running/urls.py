"""Addresses of the day as it runs, below the code of a workshop."""

from django.urls import path

from . import late_views, run_views, views

urlpatterns = [
    path("now/", views.now, name="now"),
    path("screen/", views.screen, name="screen"),
    path("late/", late_views.late, name="late"),
    path("running/", run_views.running, name="running"),
    path("running/<uuid:item>/", run_views.run_item, name="run_item"),
]
