"""What the pages that show a published agenda share."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import get_language

from elearning.fields import localized_with_language
from elearning.people.postings import zone_of

from ..agenda import days
from ..models import AgendaVersion, Workshop
from ..rules import may_see_backstage
from .showing import shown

State = AgendaVersion.State


def current_of(workshop: Workshop) -> AgendaVersion | None:
    """The version in force; `follows` says whether another was published before it."""
    before = AgendaVersion.objects.filter(workshop=workshop, number__lt=OuterRef("number")).exclude(state=State.DRAFT)
    return workshop.versions.filter(state=State.CURRENT).annotate(follows=Exists(before)).first()


def _themes(version: AgendaVersion) -> tuple[dict[str, str], str]:
    """The themes of the days as they were published, and their language: the reader's if they are written in it."""
    themes = {language: said for language, said in version.frozen.get("themes", {}).items() if said}
    wanted = (get_language(), settings.LANGUAGE_CODE, *themes)
    language = next((code for code in wanted if code in themes), settings.LANGUAGE_CODE)
    return themes.get(language, {}), language


def title_of(version: AgendaVersion) -> dict[str, str]:
    """For the page of one version: the title of the workshop as it was published, and its language."""
    title, language = localized_with_language(version.frozen.get("titles") or {"en": version.workshop.code})
    return {"title": title, "title_language": language}


def agenda_context(request: HttpRequest, workshop: Workshop, version: AgendaVersion | None) -> dict[str, Any]:
    """The days of a published version for this reader, in the place's time and her own; one query."""
    if version is None:
        return {"version": None, "days": [], "tz": workshop.tz}
    placements = version.placements.select_related("item").order_by("day", "starts_at", "lane", "item__code")
    items = shown(placements, backstage=may_see_backstage(request.user, workshop))
    zone = zone_of(request.user)
    themes, language = _themes(version)
    return {
        "version": version,
        "days": [(day, themes.get(day.isoformat(), ""), slots) for day, slots in days(items)],
        "language": language,
        "tz": version.tz,
        "reader_tz": zone if zone and zone != version.tz else None,
    }
