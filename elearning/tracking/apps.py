"""Names the app, and connects what it answers to."""

from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "elearning.tracking"
    label = "tracking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import erasing, module_uses, receivers, recommending  # noqa: F401
        from .office import farewell  # noqa: F401
