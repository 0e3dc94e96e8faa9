"""Names the project itself as an app, for its commands, template tags and static files."""

from django.apps import AppConfig


class ElearningConfig(AppConfig):
    name = "elearning"
    label = "elearning"
