"""Addresses of check-in, attendance and the closing of a day, below the code of a workshop."""

from django.urls import path, re_path

from . import closing, own, person, remote, screen, video, views

urlpatterns = [
    path("check-in/", own.check_in_page, name="check_in"),
    path("check-in/screen/", screen.check_in_screen, name="check_in_screen"),
    path("attendance/", views.attendance, name="attendance"),
    re_path(r"^attendance\.(?P<kind>csv|xlsx)$", views.attendance_export, name="attendance_export"),
    path("attendance/mine/", own.my_attendance, name="my_attendance"),
    path("attendance/take/", views.take, name="attendance_take"),
    path("attendance/remote/", remote.remote, name="remote"),
    path("attendance/remote/meeting/", remote.meeting, name="meeting"),
    path("attendance/remote/presence/", remote.presence, name="presence"),
    path("attendance/remote/video/", video.video_import, name="video_import"),
    path("attendance/of/<str:number>/", person.attendance_of_person, name="attendance_of"),
    path("closing/", closing.closing, name="closing"),
    path("closing/heads/", closing.head_count, name="head_count"),
    path("closing/sign/", closing.sign, name="sign_day"),
]
