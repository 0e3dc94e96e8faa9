"""Addresses of certificates."""

from django.urls import path

from . import views
from .recognising import equivalence_views, queue_views
from .recognising import views as recognising
from .transcripts import views as transcripts

app_name = "records"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.verify_code, name="verify_code"),
    path("certificates/<uuid:uuid>/", views.certificate, name="certificate"),
    path("certificates/<uuid:uuid>/download/", views.download, name="download"),
    path("certificates/<uuid:uuid>/revoke/", views.correct, {"deed": "revoke"}, name="revoke"),
    path("certificates/<uuid:uuid>/reissue/", views.correct, {"deed": "reissue"}, name="reissue"),
    path("people/<uuid:person>/transcripts/", transcripts.transcripts, name="transcripts"),
    path("people/<uuid:person>/transcripts/send/", transcripts.links, {"deed": "send"}, name="send_transcript_link"),
    path("people/<uuid:person>/transcripts/close/", transcripts.links, {"deed": "close"}, name="close_transcript_link"),
    path("transcripts/<uuid:uuid>/download/", transcripts.document, name="transcript"),
    path("transcripts/<str:secret>/", transcripts.link, name="transcript_link"),
    path("learning/", recognising.claims, name="claims"),
    path("learning/claims/", queue_views.queue, name="claim_queue"),
    path("learning/claims/<uuid:uuid>/", queue_views.claim, name="claim"),
    path("learning/claims/<uuid:uuid>/file/", recognising.file, name="claim_file"),
    path("learning/claims/<uuid:uuid>/take-back/", recognising.take_back, name="take_back_claim"),
    path("learning/claims/<uuid:uuid>/accept/", queue_views.accept, name="accept_claim"),
    path("learning/claims/<uuid:uuid>/refuse/", queue_views.answer, {"deed": "refuse"}, name="refuse_claim"),
    path("learning/claims/<uuid:uuid>/annul/", queue_views.answer, {"deed": "annul"}, name="annul_claim"),
    path("learning/equivalences/", equivalence_views.equivalences, name="equivalences"),
    path("learning/equivalences/new/", equivalence_views.equivalence, name="equivalence_new"),
    path("learning/equivalences/<uuid:uuid>/", equivalence_views.equivalence, name="equivalence"),
    path(
        "learning/equivalences/<uuid:uuid>/close/", equivalence_views.shut, {"opened": False}, name="close_equivalence"
    ),
    path("learning/equivalences/<uuid:uuid>/open/", equivalence_views.shut, {"opened": True}, name="open_equivalence"),
    path("learning/equivalences/<uuid:uuid>/remove/", equivalence_views.remove, name="remove_equivalence"),
    path(".well-known/certificate-keys.json", views.keys, name="keys"),
]
