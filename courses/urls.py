"""Addresses of the courses."""

from django.urls import path

from . import views

app_name = "courses"
urlpatterns = [
    path("", views.course_list, name="list"),
    path("<slug:code>/", views.detail, name="detail"),
    path("<slug:code>/enrol/", views.enrol, name="enrol"),
    path("<slug:code>/read/", views.confirm_read, name="confirm_read"),
    path("<slug:code>/quizzes/<uuid:step>/", views.start_quiz, name="start_quiz"),
    path("<slug:code>/why/", views.why, name="why"),
    path("<slug:code>/why/<uuid:person>/", views.why_person, name="why_person"),
]
