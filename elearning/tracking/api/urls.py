"""Addresses of the API, and of the page where headquarters keeps its clients."""

from django.urls import path

from . import client_views, views

urlpatterns = [
    path("clients/", client_views.clients, name="clients"),
    path("clients/<int:pk>/revoke/", client_views.revoke, name="client_revoke"),
    path("v1/openapi.json", views.description, name="api_description"),
    path("v1/requirements", views.requirements, name="api_requirements"),
    path("v1/offices", views.offices, name="api_offices"),
    path("v1/readiness", views.readiness, name="api_readiness"),
    path("v1/figures", views.figures, name="api_figures"),
    path("v1/<path:rest>", views.nothing, name="api_nothing"),
]
