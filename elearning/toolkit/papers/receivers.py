"""Takes papers away that should no longer be there; the tick makes them anew where the module is published."""

from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import ReferenceIndex
from wagtail.signals import page_unpublished

from ..models import GlossaryTerm, ModulePage, ToolkitDocument, ToolkitImage
from .keeping import forget


@receiver(page_unpublished, sender=ModulePage, dispatch_uid="papers.page_unpublished")
@receiver(post_delete, sender=ModulePage, dispatch_uid="papers.page_deleted")
def forget_page(instance: ModulePage, **_signal: Any) -> None:
    pk = instance.pk
    transaction.on_commit(lambda: forget(pk))


def forget_users_of(instance: models.Model, created: bool = False, **_signal: Any) -> None:
    """A term that is explained otherwise, a picture or file that is another now, or for fewer people."""
    if created:
        return
    references = ReferenceIndex.get_references_to(instance).values_list("object_id", "base_content_type__model")
    pages = {int(pk) for pk, model in references if model == "page"}
    if pages:
        transaction.on_commit(lambda: [forget(pk) for pk in pages])


for _model in (GlossaryTerm, ToolkitImage, ToolkitDocument):
    post_save.connect(forget_users_of, sender=_model, dispatch_uid=f"papers.{_model.__name__}")
