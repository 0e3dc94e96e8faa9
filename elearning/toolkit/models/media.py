"""Pictures and documents of the toolkit, each with its audience."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index

from ..querysets import DocumentQuerySet, ImageQuerySet
from .audience import Audience, audience_field


class MayBeHidden:
    """A thing that some readers may not see."""

    def hidden_from(self, audience: str) -> bool:
        """Whether people of this audience are kept from it."""
        return Audience(self.audience).is_narrower_than(audience)


class ToolkitImage(MayBeHidden, AbstractImage):
    """A picture; what it shows is said where it is used."""

    audience = audience_field()

    objects = ImageQuerySet.as_manager()

    admin_form_fields = (*Image.admin_form_fields, "audience")
    search_fields = [*AbstractImage.search_fields, index.FilterField("audience")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]


class ToolkitRendition(AbstractRendition):
    """A picture in one size; it is seen by those who may see the picture."""

    image = models.ForeignKey(ToolkitImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="toolkit_one_rendition")
        ]


class ToolkitDocument(MayBeHidden, AbstractDocument):
    """A file to download, a film or its captions."""

    audience = audience_field()

    objects = DocumentQuerySet.as_manager()

    admin_form_fields = (*Document.admin_form_fields, "audience")
    search_fields = [*AbstractDocument.search_fields, index.FilterField("audience")]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
