"""Addresses of the sign-in sheets of one workshop, below its code."""

from django.urls import path

from . import typing, views

urlpatterns = [
    path("sheets/", views.sheets, name="sheets"),
    path("sheets/<slug:sheet>.pdf", views.paper, name="sheet_pdf"),
    path("sheets/<slug:sheet>/", typing.type_back, name="sheet_typing"),
    path("sheets/<slug:sheet>/scan/", views.scan, name="sheet_scan"),
    path("sheets/<slug:sheet>/verify/", typing.verify, name="sheet_verify"),
]
