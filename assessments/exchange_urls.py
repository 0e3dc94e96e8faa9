"""Addresses of import and export, within those of the questions in the CMS."""

from django.urls import path

from . import exchange_views as views

urlpatterns = [
    path("import/", views.upload, name="import"),
    path("import/check/", views.check, name="import_check"),
    path("import/done/<int:pk>/", views.done, name="import_done"),
    path("import/template.xlsx", views.template, name="import_template"),
    path("export/", views.export, name="export"),
]
