"""Addresses of certificates."""

from django.urls import path

from . import views

app_name = "records"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.verify_code, name="verify_code"),
    path("certificates/<uuid:uuid>/", views.certificate, name="certificate"),
    path("certificates/<uuid:uuid>/download/", views.download, name="download"),
    path("certificates/<uuid:uuid>/revoke/", views.correct, {"deed": "revoke"}, name="revoke"),
    path("certificates/<uuid:uuid>/reissue/", views.correct, {"deed": "reissue"}, name="reissue"),
    path(".well-known/certificate-keys.json", views.keys, name="keys"),
]
