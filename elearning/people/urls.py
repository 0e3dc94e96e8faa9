"""Addresses of people."""

from django.urls import path

from . import views
from .importing import views as importing
from .merging import views as merging

app_name = "people"
urlpatterns = [
    path("me/", views.profile, name="profile"),
    path("invitations/<str:secret>/", views.invitation, name="invitation"),
    path("import/", importing.imports, name="imports"),
    path("import/templates/<slug:kind>.csv", importing.template, name="import_template"),
    path("import/<uuid:uuid>/", importing.import_run, name="import_run"),
    path("import/<uuid:uuid>/progress/", importing.progress, name="import_progress"),
    path("import/<uuid:uuid>/apply/", importing.apply, name="import_apply"),
    path("import/<uuid:uuid>/refused.csv", importing.refused, name="import_refused"),
    path("twins/", merging.twins, name="twins"),
    path("twins/look/", merging.look, name="twins_look"),
    path("twins/<int:pk>/", merging.pair, name="twins_pair"),
    path("twins/<int:pk>/apart/", merging.apart, name="twins_apart"),
]
