"""Addresses of requirements."""

from django.urls import path

from . import exemption_views, version_views, views

urlpatterns = [
    path("", views.requirements, name="requirements"),
    path("new/", views.new, name="requirement_new"),
    path("<slug:code>/", views.requirement, name="requirement"),
    path("<slug:code>/move/", views.move, name="requirement_move"),
    path("<slug:code>/way/", views.way, name="requirement_way"),
    path("<slug:code>/version/", version_views.version, name="requirement_version"),
    path("<slug:code>/end/", version_views.end, name="requirement_end"),
    path("<slug:code>/dry-runs/<uuid:uuid>/", version_views.tried, name="requirement_try"),
    path("<slug:code>/dry-runs/<uuid:uuid>/publish/", version_views.publish, name="requirement_publish"),
    path("<slug:code>/exemptions/", exemption_views.exemptions, name="exemptions"),
    path("<slug:code>/exemptions/new/", exemption_views.new, name="exemption_new"),
    path("<slug:code>/exemptions/<int:pk>/withdraw/", exemption_views.withdraw, name="exemption_withdraw"),
]
