"""Names the app."""

from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    name = "elearning.toolkit"
    label = "toolkit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import erasing, mirroring  # noqa: F401 - connects them
        from .authoring import receivers as _authoring  # noqa: F401
        from .authoring import workflow  # noqa: F401
        from .editions import receivers  # noqa: F401 - connects them
        from .learning import leaving  # noqa: F401
        from .papers import receivers as _papers  # noqa: F401
        from .searching import receivers as _receivers  # noqa: F401
