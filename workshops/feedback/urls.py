"""Addresses of the forms of one workshop, below its code."""

from django.urls import path

from . import answering_views, making_views, result_views

urlpatterns = [
    path("forms/", answering_views.forms, name="forms"),
    path("forms/new/", making_views.form_new, name="form_new"),
    path("forms/<int:pk>/", answering_views.form, name="form"),
    path("forms/<int:pk>/save/", answering_views.form_save, name="form_save"),
    path("forms/<int:pk>/edit/", making_views.form_edit, name="form_edit"),
    path("forms/<int:pk>/close/", making_views.form_close, name="form_close"),
    path("forms/<int:pk>/remove/", making_views.form_remove, name="form_remove"),
    path("forms/<int:pk>/results/", result_views.form_results, name="form_results"),
    path("forms/<int:pk>/names/", result_views.form_names, name="form_names"),
    path("forms/<int:pk>/you-said/", result_views.form_reply, name="form_reply"),
    path("you-said/", answering_views.you_said, name="you_said"),
]
