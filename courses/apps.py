"""Names the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import erasing, finding, merging, module_uses, naming, receivers, recommending  # noqa: F401 - connects them
        from .offline import owners  # noqa: F401 - connects it
