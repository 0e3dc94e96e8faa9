"""Addresses of certificates and of names as they are printed."""

from django.urls import path, register_converter

from . import handing, name_views, views
from .granting import COMPLETION, PARTICIPATION


class KindConverter:
    """One of the two kinds of certificate."""

    regex = f"{COMPLETION}|{PARTICIPATION}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "certificate_kind")

urlpatterns = [
    path("certificates/", views.certificates, name="certificates"),
    path("certificates/issue/", views.issue, name="issue_certificates"),
    path("certificates/progress/", views.progress, name="certificates_progress"),
    path(
        "certificates/<str:number>/<certificate_kind:kind>/take-back/", views.certificate_back, name="certificate_back"
    ),
    path("certificates/links/", handing.certificate_links, name="certificate_links"),
    path("certificates/print.pdf", handing.certificates_pdf, name="certificates_pdf"),
    path("certificates/own/<str:token>/", handing.own_certificate, name="own_certificate"),
    path("certificates/own/<str:token>/<uuid:uuid>.pdf", handing.own_document, name="own_document"),
    path("names/", name_views.names, name="names"),
    path("names/mine/", name_views.my_name, name="my_name"),
    path("names/decide/<int:pk>/", name_views.decide_name, name="decide_name"),
    path("names/<str:number>/confirm/", name_views.confirm_name_of, name="confirm_name_of"),
]
