"""Names the app."""

from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    name = "elearning.toolkit"
    label = "toolkit"
    default_auto_field = "django.db.models.BigAutoField"
