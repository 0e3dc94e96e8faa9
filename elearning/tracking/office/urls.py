"""Addresses of My office."""

from django.urls import path

from . import cover_views, handover_views, nudge_views, offline_views, views

urlpatterns = [
    path("", views.my_office, name="my_office"),
    path("remind/", nudge_views.nudge_one, name="nudge"),
    path("remind/all/", nudge_views.nudge_all, name="nudge_all"),
    path("cover/", cover_views.cover, name="cover"),
    path("cover/<int:pk>/end/", cover_views.cover_end, name="cover_end"),
    path("offline/", offline_views.offline, name="offline"),
    path("offline/<int:pk>/", offline_views.offline_stretch, name="offline_stretch"),
    path("handover/<uuid:key>/", handover_views.handover, name="handover"),
    path("handover/<uuid:key>/<int:pk>/", handover_views.handover_take, name="handover_take"),
]
