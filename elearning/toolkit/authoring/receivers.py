"""Has the links of a module tried when it is published."""

from django.dispatch import receiver
from wagtail.signals import page_published

from ..models import ModulePage


@receiver(page_published, sender=ModulePage)
def have_links_tried(sender, *, instance: ModulePage, **kwargs) -> None:
    """Left to the worker, and only where a link leads elsewhere."""
    from . import tasks

    if _leads_elsewhere(instance) and tasks.addresses_on(instance):
        tasks.try_links.enqueue(instance.pk)


def _leads_elsewhere(page: ModulePage) -> bool:
    """A glance without a query: whether the text names any address at all."""
    return "://" in str(page.body.get_prep_value())
