"""Names the app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "elearning.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
