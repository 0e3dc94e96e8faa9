"""Keeps the texts of search in step with what is published."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from ..models import GlossaryTerm
from .texts import PAGES, forget_page, write_page, write_term


@receiver(page_published, dispatch_uid="toolkit.search_text")
def write_published(sender, instance, **kwargs) -> None:
    if isinstance(instance, tuple(PAGES)):
        write_page(instance)


@receiver(page_unpublished, dispatch_uid="toolkit.search_text")
def forget_unpublished(sender, instance, **kwargs) -> None:
    if isinstance(instance, tuple(PAGES)):
        forget_page(instance)


@receiver(post_page_move, dispatch_uid="toolkit.search_text")
def write_moved(sender, instance, **kwargs) -> None:
    """It may stand in another toolkit now, with all that is below it."""
    for kind in PAGES:
        for page in kind.objects.live().descendant_of(instance, inclusive=True):
            write_page(page)


@receiver(post_save, sender=GlossaryTerm, dispatch_uid="toolkit.search_term")
def write_saved(sender, instance, raw=False, **kwargs) -> None:
    if not raw:
        write_term(instance)
