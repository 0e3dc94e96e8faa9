"""Names the app, and hears of those who sign in."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from . import erasing, leaving, module_uses  # noqa: F401 - connects them
        from .resuming import take_up

        user_logged_in.connect(take_up, dispatch_uid="assessments.take_up")
