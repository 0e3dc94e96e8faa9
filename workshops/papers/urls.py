"""Addresses of the papers of one workshop, below its code."""

from django.urls import path, re_path

from . import desk, kitchen, post, printing, views

urlpatterns = [
    path("travel/", views.travel, name="travel"),
    path("travel/consents/", views.consents, name="consents"),
    path("travel/forget-needs/", views.forget, name="forget_needs"),
    path("logistics/", desk.logistics, name="logistics"),
    re_path(r"^logistics\.(?P<kind>csv|xlsx)$", desk.logistics_export, name="logistics_export"),
    path("logistics/remind/", desk.reminder, name="remind"),
    path("logistics/<str:number>/", desk.travel_of_person, name="travel_of"),
    path("needs/", kitchen.needs, name="needs"),
    path("needs.pdf", kitchen.needs_pdf, name="needs_pdf"),
    path("needs/by-name/", kitchen.needs_by_name, name="needs_by_name"),
    path("needs/of/<str:number>/", kitchen.needs_of_person, name="needs_of"),
    path("letters/", post.letters, name="letters"),
    path("letters/issue/", post.issue, name="issue_letters"),
    path("letters/issue-again/", post.reissue_outdated, name="reissue_outdated"),
    path("letters/<int:number>.pdf", post.letter, name="letter"),
    path("letters/<int:number>/issue-again/", post.reissue, name="reissue_letter"),
    path("papers/", printing.papers, name="papers"),
    path("badges.pdf", printing.badges, name="badges"),
    path("table-signs.pdf", printing.tents, name="tents"),
    re_path(r"^participants\.(?P<kind>pdf|csv|xlsx)$", printing.by_consent, name="list_by_consent"),
    re_path(r"^participants-internal\.(?P<kind>pdf|csv|xlsx)$", printing.for_the_inside, name="list_internal"),
]
