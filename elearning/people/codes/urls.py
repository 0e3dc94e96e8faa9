"""Addresses of signing in with a printed code."""

from django.urls import path

from . import making_views, views

app_name = "codes"
urlpatterns = [
    path("", views.sign_in, name="sign_in"),
    path("finish/", views.finish, name="finish"),
    path("finished/", views.finished, name="finished"),
    path("over/", views.over, name="over"),
    path("here/", views.here, name="here"),
    path("for/<uuid:uuid>/", making_views.code_for, name="code_for"),
]
