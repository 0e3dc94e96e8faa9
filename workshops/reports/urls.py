"""Addresses of the report of one workshop, below its code."""

from django.urls import path, re_path

from . import downloads, views

FILE = r"^report/(?P<number>\d{1,4})-(?P<copy>internal|outside)-(?P<language>[a-z]{2})\.(?P<kind>pdf|xlsx)$"

urlpatterns = [
    path("report/", views.reports, name="reports"),
    path("report/<int:number>/", views.report, name="report"),
    path("report/<int:number>/approve/", views.approve, name="report_approve"),
    path("report/<int:number>/texts/<str:language>/", views.report_texts, name="report_texts"),
    re_path(FILE, downloads.report_file, name="report_file"),
    path("report/<int:number>/dataset.json", downloads.report_dataset, name="report_dataset"),
    path("report/<int:number>/audit.zip", downloads.report_audit, name="report_audit"),
]
