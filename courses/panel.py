"""What a module page says about the courses that it is a step of."""

import uuid
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language

from elearning.people.models import User
from elearning.people.postings import zone_of
from elearning.toolkit.editions.status import editions_on
from elearning.toolkit.languages import address_of
from elearning.toolkit.models import ModulePage
from elearning.toolkit.modules import ModuleTitle

from .changes import changes_in
from .models import Course, CourseVersion, Enrolment
from .progress import Progress, StepState
from .showing import ShownStep, next_of, show_steps

TEMPLATE = "courses/_module_panel.html"


@dataclass(frozen=True)
class Entry:
    """The module as a step of one course; without an enrolment the reader may begin there."""

    course: Course
    enrolment: Enrolment | None = None
    progress: Progress | None = None
    state: StepState | None = None
    next: ShownStep | None = None
    fresh: uuid.UUID = field(default_factory=uuid.uuid4)


def panel(page: ModulePage, user: User, titles: dict[uuid.UUID, ModuleTitle]) -> dict | None:
    """The template and its context, or None where no course of this reader's has the module."""
    entries = _begun(page, user, titles) if user.is_authenticated else []
    begun = {entry.course.pk for entry in entries}
    entries += [Entry(course) for course in _open(page, user) if course.pk not in begun]
    if not entries:
        return None
    facts = [entry.state.evidence for entry in entries if entry.state and entry.state.done]
    changes = changes_in(user, facts, editions_on(page), titles or None) if facts else []
    context = {"entries": entries, "page": page, "tz": zone_of(user), "changes": changes}
    return {"template": TEMPLATE, "context": context | {"back": address_of(page, get_language())}}


def _has(version: CourseVersion, page: ModulePage) -> bool:
    return any(not step.is_quiz and step.subject == page.translation_key for step in version.rule)


def _begun(page: ModulePage, user: User, titles: dict[uuid.UUID, ModuleTitle]) -> list[Entry]:
    enrolments = user.enrolments.select_related("course", "version").order_by("started_at")
    having = [enrolment for enrolment in enrolments if _has(enrolment.version, page)]
    prefetch_related_objects(having, "evidence")  # one query, in however many courses the module is
    entries = []
    for enrolment in having:
        progress = enrolment.progress()
        following = next_of(show_steps(progress, user, titles), progress)
        state = progress.state_of(page.translation_key)
        entries.append(Entry(enrolment.course, enrolment, progress, state, following))
    return entries


def _open(page: ModulePage, user: User) -> list[Course]:
    courses = Course.objects.open_to(user).select_related("current_version")
    return [course for course in courses if _has(course.current_version, page)]
