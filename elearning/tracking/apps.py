"""Names the app."""

from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "elearning.tracking"
    label = "tracking"
    default_auto_field = "django.db.models.BigAutoField"
