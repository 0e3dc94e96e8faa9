"""Words to speak about many pages, pictures and documents: who may see them, and in which language."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Subquery, Value, When
from wagtail.documents.models import DocumentQuerySet as WagtailDocumentQuerySet
from wagtail.images.models import ImageQuerySet as WagtailImageQuerySet
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from elearning.people.rules import audiences_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from elearning.people.models import User


class AudienceQuerySet(models.QuerySet):
    """Anything that has an audience."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Those for an audience that this visitor belongs to."""
        return self.filter(audience__in=audiences_of(user))


class AudiencePageQuerySet(PageQuerySet, AudienceQuerySet):
    """Pages with an audience."""

    def in_language(self, language: str) -> Self:
        """Each page once: in this language where it is published in it, else in English, else in any."""
        order = Case(
            When(locale__language_code=language, then=Value(0)),
            When(locale__language_code=settings.LANGUAGE_CODE, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        same = self.model._base_manager.filter(translation_key=OuterRef("translation_key"), live=True)
        best = same.order_by(order, "locale__language_code").values("pk")[:1]
        return self.live().filter(pk=Subquery(best))


class ImageQuerySet(AudienceQuerySet, WagtailImageQuerySet):
    """Pictures."""


class DocumentQuerySet(AudienceQuerySet, WagtailDocumentQuerySet):
    """Documents."""


class OwnQuerySet(models.QuerySet):
    """What a learner keeps for herself: notes, highlights, places; and what she said to the authors."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Her own and no one else's, whatever her role."""
        return self.filter(person=user) if user.is_authenticated else self.none()


class EditionQuerySet(models.QuerySet):
    """Editions of modules: rows are added and read, never changed in bulk either."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Those published for an audience of hers, of modules that she is still shown in that language."""
        pages = self.model._meta.get_field("page").related_model.objects.live().visible_to(user)
        same = pages.filter(translation_key=OuterRef("module_key"), locale__language_code=OuterRef("language"))
        return self.filter(Exists(same), audience__in=audiences_of(user))

    def light(self) -> Self:
        """Without their texts."""
        return self.defer("paragraphs")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Editions are frozen: they stay.")


AudiencePageManager = PageManager.from_queryset(AudiencePageQuerySet)
