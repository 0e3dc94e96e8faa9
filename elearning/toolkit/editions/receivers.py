"""Keeps an edition whenever a module is published."""

from django.dispatch import receiver
from wagtail.signals import page_published

from ..models import ModulePage
from .recording import NO_ANSWERS, record_edition


@receiver(page_published, sender=ModulePage)
def keep_edition(sender, *, instance: ModulePage, **kwargs) -> None:
    """The instance forgets the answers too: whoever saves it again does not say them again."""
    record_edition(instance)
    for name, value in NO_ANSWERS.items():
        setattr(instance, name, value)
    instance.recorded_revision = instance.live_revision_id
