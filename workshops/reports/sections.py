"""The sections of a report in their order, for one copy of it."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from elearning.fields import localized

from . import sections_after, sections_feedback, sections_names, sections_people, sections_results, sections_room
from .document import Copy, Section
from .labels import languages

Maker = Callable[[Copy], Section | None]


def objectives(copy: Copy) -> Section:
    """What the workshop was for: what was written, else the aim that was announced."""
    said = copy.texts.get("objectives") or localized(copy.dataset["workshop"]["aims"], copy.language)
    frame = copy.dataset["workshop"]
    who = [f"{one['name']}" for one in frame["supporters"]]
    facts = [_("Languages of the room: %(languages)s.") % {"languages": languages(frame["languages"])}]
    facts.append(_("Host: %(host)s.") % {"host": frame["host"]["name"]})
    if who:
        facts.append(_("With: %(names)s.") % {"names": ", ".join(who)})
    if frame["funding"]:
        lines = ", ".join(f"{one['donor']} {one['project_code']} ({one['share']} %)" for one in frame["funding"])
        facts.append(_("Funding: %(lines)s.") % {"lines": lines})
    return Section("objectives", _("Objectives"), texts=[*_lines(said), *facts])


def limits(copy: Copy) -> Section:
    """What the figures do not say: what was written, and what the data set itself shows."""
    texts = _lines(copy.texts.get("limits", ""))
    said = copy.dataset["attendance"]
    if said["waiting"]:
        texts.append(_("Attendance events that nobody has decided about: %(count)s.") % {"count": said["waiting"]})
    days = {item["day"] for item in copy.dataset["agenda"]["items"] if item["counts"]}
    if unsigned := sorted(days - {row["day"] for row in said["closings"]}):
        texts.append(_("Days whose attendance nobody has signed: %(days)s.") % {"days": ", ".join(unsigned)})
    if not texts:
        texts.append(_("Every day is signed, and no event waits for a decision."))
    return Section("limits", _("Limits"), texts=[*texts, *_lines(copy.texts.get("conclusions", ""))])


MAKERS: tuple[Maker, ...] = (
    objectives,
    sections_people.key_figures,
    sections_people.people,
    sections_room.agenda,
    sections_room.hours,
    sections_room.attendance,
    sections_results.certificates,
    sections_results.learning,
    sections_feedback.satisfaction,
    sections_after.commitments,
    sections_after.parked,
    sections_after.practices,
    sections_after.ratings,
    limits,
    sections_names.participants,
)


def sections_of(copy: Copy) -> list[Section]:
    """All sections that have something to say, in the active language."""
    return [section for make in MAKERS if (section := make(copy)) is not None]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
