"""Addresses of attempts."""

from django.urls import path, re_path

from . import practice, views
from .desk import allowances, analysis, home, late, marking, pairs, repairs

app_name = "assessments"
urlpatterns = [
    path("practice/", practice.practice, name="practice"),
    path("practice/<uuid:quiz>/", practice.start, name="start"),
    path("signed-in/", views.signed_in, name="signed_in"),
    path("desk/", home.home, name="desk"),
    path("desk/<uuid:quiz>/marking/", marking.queue, name="marking"),
    path("desk/<uuid:quiz>/hand-back/", marking.hand_back_all, name="hand_back_all"),
    path("desk/attempts/<uuid:uuid>/", marking.mark, name="mark"),
    path("desk/late/", late.late, name="late"),
    path("desk/late/<uuid:uuid>/", late.decide, name="decide_late"),
    path("desk/accommodations/", allowances.allowances, name="allowances"),
    path("desk/accommodations/<int:pk>/withdraw/", allowances.withdraw, name="withdraw_allowance"),
    path("desk/questions/<uuid:question>/repair/", repairs.repair, name="repair"),
    path("desk/<uuid:quiz>/analysis/", analysis.analysis, name="analysis"),
    path("desk/<uuid:quiz>/analysis/<int:version>/", analysis.question, name="analysis_question"),
    path("desk/<uuid:quiz>/analysis.csv", analysis.export, name="analysis_export"),
    path("desk/pairs/", pairs.pairs, name="pairs"),
    path("desk/pairs/<uuid:pair>/", pairs.pair, name="pair"),
    path("desk/pairs/<uuid:pair>/paper/", pairs.paper_scores, name="paper_scores"),
    path("desk/pairs/paper/<int:pk>/withdraw/", pairs.withdraw, name="withdraw_paper_score"),
    path("<uuid:uuid>/", views.attempt, name="attempt"),
    path("<uuid:uuid>/answers/", views.save, name="save"),
    path("<uuid:uuid>/check/", views.check, name="check"),
    path("<uuid:uuid>/submit/", views.submit, name="submit"),
    path("<uuid:uuid>/result/", views.result, name="result"),
    re_path(r"^pictures/(?P<sha256>[0-9a-f]{64})/$", views.picture, name="picture"),
]
