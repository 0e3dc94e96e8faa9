"""System checks of the project: a real site does not start with the demonstration's secrets or none."""

import base64
import binascii

from django.conf import settings
from django.core.checks import Error, register


def _is_seed(value: str) -> bool:
    try:
        return len(base64.b64decode(value, validate=True)) == 32
    except (binascii.Error, ValueError):
        return False


@register()
def settings_are_real(app_configs, **kwargs) -> list[Error]:
    """Name each setting that must be set before a real site may start, and how to make its value."""
    found = []
    if not _is_seed(settings.CERTIFICATE_SIGNING_KEY):
        hint = "Make one: python -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())'"
        found.append(Error("CERTIFICATE_SIGNING_KEY is not a base64 seed of 32 bytes.", hint=hint, id="elearning.E002"))
    if not settings.DEMO and not settings.DEBUG and settings.SECRET_KEY.startswith("demo-"):
        hint = "Set SECRET_KEY to a secret of your own."
        found.append(Error("SECRET_KEY is the demonstration's.", hint=hint, id="elearning.E003"))
    return found


def refuse_demo_world() -> None:
    """Raise `ImproperlyConfigured` when a real site runs on a database that holds the demonstration world."""
    from django.core.exceptions import ImproperlyConfigured

    from elearning.journal.models import LogEntry

    if settings.DEMO or settings.DEBUG:
        return
    if LogEntry.objects.filter(action="demo.seeded").exists():
        raise ImproperlyConfigured(
            "This database holds the demonstration world, whose passwords are public. "
            "Point DATABASE_URL at a database of your own, or set DEMO=1 for a demonstration."
        )
