"""Addresses of polls, questions and the parking lot, below the code of a workshop."""

from django.urls import path

from . import parking_views, poll_views, question_views

urlpatterns = [
    path("polls/", poll_views.polls, name="polls"),
    path("polls/new/", poll_views.poll_new, name="poll_new"),
    path("polls/<uuid:uuid>/", poll_views.poll, name="poll"),
    path("polls/<uuid:uuid>/state/", poll_views.poll_state, name="poll_state"),
    path("polls/<uuid:uuid>/vote/", poll_views.vote, name="vote"),
    path("questions/", question_views.questions, name="questions"),
    path("questions/moderation/", question_views.moderation, name="moderation"),
    path("questions/<uuid:uuid>/", question_views.moderate, name="moderate"),
    path("questions/<uuid:uuid>/support/", question_views.support, name="support"),
    path("parking/", parking_views.parking, name="parking"),
    path("parking/<uuid:uuid>/", parking_views.parked_point, name="parked_point"),
]
