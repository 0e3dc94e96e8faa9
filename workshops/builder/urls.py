"""Addresses of the agenda builder."""

from django.urls import path

from . import coverage_views, item_views, room_views, views

urlpatterns = [
    path("<slug:code>/builder/", views.board, name="builder"),
    path("<slug:code>/builder/begin/", views.begin, name="builder_begin"),
    path("<slug:code>/builder/edit/", views.edit, name="builder_edit"),
    path("<slug:code>/builder/coverage/", coverage_views.coverage, name="builder_coverage"),
    path("<slug:code>/builder/rooms/", room_views.rooms, name="builder_rooms"),
    path("<slug:code>/builder/items/", item_views.add, name="builder_add"),
    path("<slug:code>/builder/items/<int:pk>/", item_views.change, name="builder_item"),
    path("<slug:code>/builder/items/<int:pk>/away/", item_views.away, name="builder_away"),
    path("<slug:code>/builder/items/<int:pk>/back/", item_views.back, name="builder_back"),
]
