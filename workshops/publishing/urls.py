"""Addresses of the versions of an agenda, of publishing one, and of its notices."""

from django.urls import path

from . import notice_views, publish_views, views

urlpatterns = [
    path("<slug:code>/agenda/changes/", views.agenda_changes, name="agenda_changes"),
    path("<slug:code>/versions/", views.versions, name="versions"),
    path("<slug:code>/versions/difference/", views.difference, name="difference"),
    path("<slug:code>/versions/publish/", publish_views.publish, name="publish"),
    path("<slug:code>/versions/<int:number>/", views.version, name="version"),
    path("<slug:code>/versions/<int:number>/reset/", views.reset, name="version_reset"),
    path("<slug:code>/versions/<int:number>/notices/", notice_views.announcement, name="announcement"),
    path("<slug:code>/versions/<int:number>/notices/send/", notice_views.send, name="announcement_send"),
    path("<slug:code>/versions/<int:number>/notices/aside/", notice_views.aside, name="announcement_aside"),
    path("<slug:code>/versions/<int:number>/notices/<int:pk>/", notice_views.entry, name="announcement_entry"),
]
