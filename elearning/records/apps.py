"""Names the app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "elearning.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from elearning.people.importing.kinds import register

        from . import erasing, held, merging, retention  # noqa: F401  (connects them)
        from .importing.job import RecordsJob

        register(RecordsJob)
