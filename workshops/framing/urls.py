"""Addresses of the frame of a workshop."""

from django.urls import path, re_path

from . import making, moves, support, texts

urlpatterns = [
    path("new/", making.new, name="new"),
    path("<slug:code>/frame/", making.frame, name="frame"),
    path("<slug:code>/clone/", making.clone, name="clone"),
    path("<slug:code>/texts/", texts.texts, name="texts"),
    path("<slug:code>/texts/<slug:language>/", texts.text, name="text"),
    path("<slug:code>/supporters/", support.supporters, name="supporters"),
    path("<slug:code>/supporters/<int:pk>/", support.supporters, name="supporter"),
    path("<slug:code>/funding/", support.funding, name="funding"),
    path("<slug:code>/funding/<int:pk>/", support.funding, name="funding_line"),
    re_path(
        r"^(?P<code>[-\w]+)/(?P<kind>supporters|funding)/(?P<pk>[0-9]{1,18})/remove/$", support.remove, name="remove"
    ),
    path("<slug:code>/state/", moves.state, name="state"),
    path("<slug:code>/dates/", moves.dates, name="dates"),
    path("<slug:code>/reconfirm/", moves.reconfirm_page, name="reconfirm"),
]
