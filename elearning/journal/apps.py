"""Names the app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "elearning.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
