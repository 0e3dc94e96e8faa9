"""What the pages of good practices show."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from elearning.people.models import User
from elearning.toolkit.contents import Shown
from elearning.toolkit.languages import address_of
from elearning.toolkit.models import GoodPracticePage
from elearning.toolkit.models.practice import PARTS

from ..models import GoodPractice, Registration, Workshop

TONES = {"draft": "neutral", "sent": "info", "returned": "warn", "published": "good"}


def listed(own: Registration | None) -> list[tuple[GoodPractice, str]]:
    """Her own with the tone of the state; one query."""
    rows = GoodPractice.objects.filter(registration=own) if own else []
    return [(row, TONES[row.state]) for row in rows]


def published_for(workshop: Workshop, user: User | AnonymousUser) -> list[Shown]:
    """The published pages of this workshop's practices that this reader may see; one query."""
    language = get_language()
    keys = workshop.practices.exclude(page=None).values("page__translation_key")
    pages = GoodPracticePage.objects.visible_to(user).in_language(language).filter(translation_key__in=keys)
    pages = pages.select_related("locale").defer(*PARTS).order_by("title", "pk")
    return [Shown(page, address_of(page, language), page.language) for page in pages]


def shown_parts(practice: GoodPractice) -> list[tuple[str, str]]:
    """Heading and text of each part that is not empty."""
    return [(practice._meta.get_field(name).verbose_name, text) for name in PARTS if (text := getattr(practice, name))]
