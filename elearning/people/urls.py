"""Addresses of people."""

from django.urls import path

from . import views
from .importing import views as importing
from .joining import request_views as join_requests
from .joining import views as joining
from .keeping_data import erasure_views as erasing
from .keeping_data import views as keeping
from .merging import views as merging

app_name = "people"
urlpatterns = [
    path("me/", views.profile, name="profile"),
    path("text-only/", views.text_only, name="text_only"),
    path("me/held/", keeping.held, name="held"),
    path("me/erasure/", erasing.ask_erasure, name="ask_erasure"),
    path("held/<uuid:uuid>/", keeping.held_for, name="held_for"),
    path("held/<uuid:uuid>/erasure/", erasing.erasure_for, name="erasure_for"),
    path("copies/<uuid:uuid>/", keeping.copy_progress, name="copy_progress"),
    path("copies/<uuid:uuid>/fetch/", keeping.fetch_copy, name="fetch_copy"),
    path("retention/", keeping.retention, name="retention"),
    path("privacy/", keeping.privacy, name="privacy"),
    path("erasures/", erasing.erasures, name="erasures"),
    path("erasures/proof/<str:secret>/", erasing.proof, name="erasure_proof"),
    path("erasures/proof/<str:secret>/proof.json", erasing.proof_by_secret, name="erasure_proof_file"),
    path("erasures/<uuid:uuid>/", erasing.erasure, name="erasure"),
    path("erasures/<uuid:uuid>/proof.json", erasing.proof_file, name="erasure_file"),
    path("joining/", joining.joining, name="joining"),
    path("joining/language/", joining.language, name="joining_language"),
    path("joining/office/", joining.office, name="joining_office"),
    path("joining/finish/", joining.finish, name="joining_finish"),
    path("joining/requests/", join_requests.join_requests, name="join_requests"),
    path("joining/requests/<uuid:uuid>/", join_requests.join_request, name="join_request"),
    path("invitations/<str:secret>/", views.invitation, name="invitation"),
    path("import/", importing.imports, name="imports"),
    path("import/templates/<slug:kind>.csv", importing.template, name="import_template"),
    path("import/<uuid:uuid>/", importing.import_run, name="import_run"),
    path("import/<uuid:uuid>/progress/", importing.progress, name="import_progress"),
    path("import/<uuid:uuid>/apply/", importing.apply, name="import_apply"),
    path("import/<uuid:uuid>/refused.csv", importing.refused, name="import_refused"),
    path("twins/", merging.twins, name="twins"),
    path("twins/look/", merging.look, name="twins_look"),
    path("twins/<int:pk>/", merging.pair, name="twins_pair"),
    path("twins/<int:pk>/apart/", merging.apart, name="twins_apart"),
]
