"""The things that can satisfy a requirement: those on offer, and the names of those that a version names."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.models import Course
from elearning.fields import localized_with_language
from elearning.records.models import Equivalence, LearningRecord
from elearning.toolkit.models import ToolkitPage
from workshops.models import Workshop

Key = tuple[str, str]
OUTSIDE = "outside"  # the kind of subject in records of recognised learning


@dataclass(frozen=True)
class Named:
    """A subject as a page shows it; `gone` is the sentence that says why it is no longer on offer, or empty."""

    kind: str
    title: str
    language: str = ""
    url: str = ""
    gone: str = ""


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def kinds() -> dict[str, str]:
    """Each kind of subject in words, in the order in which they are offered."""
    return {
        "course": _("course"),
        "workshop": _("workshop"),
        "workshop_kind": _("kind of workshop"),
        "topic": _("topic"),
        "recognised": _("recognised learning"),
    }


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What is on offer, by kind: groups of (`kind:value`, label). Six queries."""
    words, found = kinds(), {kind: [] for kind in kinds()}
    for course in Course.objects.published():
        found["course"].append((f"course:{course.uuid}", str(course)))
    for workshop in _offered_workshops().prefetch_related("texts"):
        label = f"{workshop.text(_language()).title} ({workshop.code})"
        found["workshop"].append((f"workshop:{workshop.uuid}", label))
    found["workshop_kind"] = [(f"workshop_kind:{value}", str(label)) for value, label in Workshop.Kind.choices]
    found["topic"] = [(f"topic:{key}", label) for key, label in topics()]
    for row in Equivalence.objects.filter(is_open=True):
        found["recognised"].append((f"recognised:{row.uuid}", str(row)))
    return [(words[kind].capitalize(), rows) for kind, rows in found.items() if rows]


def _offered_workshops():
    """Those that were announced and not called off."""
    return Workshop.objects.exclude(state__in=["draft", "cancelled"]).exclude(given_up=True)


def topics() -> list[tuple[str, str]]:
    """The toolkits by what is the same in all their languages."""
    pages = ToolkitPage.objects.in_language(_language()).order_by("title")
    return [(str(page.translation_key), page.title) for page in pages]


def key_of(subject: dict[str, Any]) -> Key:
    return subject["kind"], str(subject["value"])


def named(subjects: Iterable[dict[str, Any]]) -> dict[Key, Named]:
    """The names of these subjects, whether or not they are still on offer. At most six queries."""
    wanted: dict[str, set[str]] = {kind: set() for kind in kinds()}
    for subject in subjects:
        wanted[subject["kind"]].add(str(subject["value"]))
        if subject.get("topic"):
            wanted["topic"].add(str(subject["topic"]))
    found = _courses(wanted["course"]) | _workshops(wanted["workshop"]) | _others(wanted)
    lost = {(kind, value) for kind, values in wanted.items() for value in values} - found.keys()
    return found | _lost(lost)


def _courses(values: set[str]) -> dict[Key, Named]:
    return {("course", str(course.uuid)): named_course(course) for course in Course.objects.filter(uuid__in=values)}


def named_course(course: Course) -> Named:
    """A course; without an address if it is not published."""
    title, language = localized_with_language(course.titles)
    offered = course.current_version_id is not None
    url = reverse("courses:detail", args=[course.code]) if offered else ""
    gone = "" if offered else _("This course is no longer offered.")
    return Named("course", title or course.code, language, url, gone)


def _workshops(values: set[str]) -> dict[Key, Named]:
    found = {}
    for workshop in Workshop.objects.filter(uuid__in=values).prefetch_related("texts"):
        shown = workshop.text(_language())
        off = workshop.given_up or workshop.state in ("draft", "cancelled")
        gone = _("This workshop is not held.") if off else ""
        url = "" if off else reverse("workshops:detail", args=[workshop.code])
        found["workshop", str(workshop.uuid)] = Named("workshop", shown.title, shown.language, url, gone)
    return found


def _others(wanted: dict[str, set[str]]) -> dict[Key, Named]:
    """Kinds of workshop, topics, equivalences."""
    words = {value: str(label) for value, label in Workshop.Kind.choices}
    found = {
        ("workshop_kind", value): Named("workshop_kind", words[value], url=reverse("workshops:list"))
        for value in wanted["workshop_kind"] & {*words}
    }
    if wanted["topic"]:
        pages = ToolkitPage.objects.in_language(_language()).select_related("locale")
        for page in pages.filter(translation_key__in=wanted["topic"]):
            language = page.locale.language_code
            found["topic", str(page.translation_key)] = Named("topic", page.title, language)
    for row in Equivalence.objects.filter(uuid__in=wanted["recognised"]):
        title, language = localized_with_language(row.titles)
        gone = "" if row.is_open else _("This is no longer accepted.")
        found["recognised", str(row.uuid)] = Named(
            "recognised", f"{title} · {row.provider}", language, reverse("records:claims"), gone
        )
    return found


def _lost(keys: set[Key]) -> dict[Key, Named]:
    """Subjects that were deleted, by the title that stands in a record of them if there is one."""
    if not keys:
        return {}
    values = [value for _kind, value in keys]
    rows = LearningRecord.objects.filter(subject_uuid__in=values).order_by("pk").values_list("subject_uuid", "title")
    titles = {str(value): title for value, title in rows}
    said = {
        "course": _("This course is no longer offered."),
        "workshop": _("This workshop does not exist any more."),
        "workshop_kind": _("This kind of workshop is not held any more."),
        "topic": _("This topic does not exist any more."),
        "recognised": _("This is no longer accepted."),
    }
    found = {}
    for kind, value in keys:
        title, language = localized_with_language(titles.get(value, {}))
        found[kind, value] = Named(kind, title or value, language if title else "", gone=said[kind])
    return found


def gone_among(subjects: Iterable[dict[str, Any]]) -> list[Named]:
    """Those of these subjects that are no longer on offer."""
    return [each for each in named(list(subjects)).values() if each.gone]
