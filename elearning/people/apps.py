"""Names the app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "elearning.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
