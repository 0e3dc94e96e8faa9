"""Addresses of the pre-test and the post-test of one workshop, below its code."""

from django.urls import path, re_path

from . import own, views

SIDE = "(?P<side>before|after)"

urlpatterns = [
    path("tests/", views.tests, name="tests"),
    path("tests/pair/", views.test_pair, name="test_pair"),
    path("tests/mine/", own.my_tests, name="my_tests"),
    path("tests/gain/", views.gain, name="gain"),
    path("tests/gain/screen/", views.gain_screen, name="gain_screen"),
    re_path(rf"^tests/{SIDE}/start/$", own.start, name="start_test"),
    re_path(rf"^tests/{SIDE}/totals/$", views.test_totals, name="test_totals"),
    re_path(rf"^tests/{SIDE}/(?P<deed>open|close|hand-in)/$", views.test_side, name="test_side"),
]
