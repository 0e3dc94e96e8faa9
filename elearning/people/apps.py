"""Names the app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "elearning.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import duty, languages  # noqa: F401 - connects it
        from .keeping_data import kinds, own_erasing, own_held  # noqa: F401 - connects them
