"""Addresses of the toolkit that are no pages."""

from django.urls import path

from . import views
from .editions import views as editions
from .learning import author_views, note_views
from .learning import views as learning
from .papers import views as papers

app_name = "toolkit"
urlpatterns = [
    path("toolkit/", views.toolkit, name="index"),
    path("changes/<uuid:key>/<slug:language>/<int:older>/<int:newer>/", editions.show_difference, name="difference"),
    path("changes/<uuid:key>/<slug:language>/<int:number>/seen/", editions.seen, name="edition_seen"),
    path("notes/", note_views.notes, name="notes"),
    path("notes/<int:page_id>/", views.keep, name="keep"),
    path("notes/<int:page_id>/add/", note_views.add, name="add_note"),
    path("notes/<uuid:uuid>/", note_views.change, name="change_note"),
    path("notes/<uuid:uuid>/delete/", note_views.delete, name="delete_note"),
    path("notes/reflections/<int:note_id>/delete/", note_views.delete_reflection, name="delete_reflection"),
    path("notes/export/<slug:form>/", note_views.export, name="export_notes"),
    path("modules/<int:page_id>/paper.<slug:kind>", papers.paper, name="paper"),
    path("modules/<int:page_id>/place/", learning.place, name="place"),
    path("modules/<int:page_id>/helped/", learning.opinion, name="opinion"),
    path("modules/<int:page_id>/ask/", learning.ask_author, name="ask"),
    path("asked/", author_views.asked, name="asked"),
    path("asked/<uuid:uuid>/", author_views.answer_one, name="answer"),
    path("asked/<uuid:uuid>/show/", author_views.show, name="show_answer"),
    path("asked/<uuid:uuid>/take-back/", learning.take_back, name="take_question_back"),
]
