"""Names the app, and says where its pages stand."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "workshops"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from elearning.toolkit.serving import also_serve

        from . import erasing, held, merging, module_uses, naming, receivers, retention  # noqa: F401  (connects them)
        from .models import WorkshopPage

        also_serve(WorkshopPage, steps=2)
