"""Names the project itself as an app, for its commands, checks, template tags and static files."""

from django.apps import AppConfig


class ElearningConfig(AppConfig):
    name = "elearning"
    label = "elearning"

    def ready(self) -> None:
        from elearning import checks  # noqa: F401  (registers them)
