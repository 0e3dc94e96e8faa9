"""What a record rests on, in words: a course, attendance, a list of the past, another house. No database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elearning.records.models import LearningRecord


@dataclass(frozen=True)
class Links:
    """Where more can be read: courses and workshops by their UUID, as far as this reader may open them.

    `files` are the names of imported files by the UUID of their run.
    """

    courses: Mapping[UUID, str] = field(default_factory=dict)
    workshops: Mapping[UUID, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Evidence:
    """A line under a record; `url` leads to more, if anything does."""

    text: str
    url: str = ""


def evidence_of(record: LearningRecord, links: Links) -> list[Evidence]:
    """The lines of one record; its claim is prefetched. What a basis does not say is left out."""
    basis = record.basis if isinstance(record.basis, dict) else {}
    if basis.get("source") == "import":
        return _imported(basis, links.files.get(str(basis.get("run")), ""))
    if record.kind == LearningRecord.Kind.RECOGNISED:
        return _recognised(record, basis)
    if record.subject_kind == "course":
        return _course(basis, links.courses.get(record.subject_uuid, ""))
    return _workshop(basis, links.workshops.get(record.subject_uuid, ""))


def _course(basis: dict[str, Any], url: str) -> list[Evidence]:
    said = []
    if basis.get("version"):
        said.append(_("version %(number)s of the course") % {"number": basis["version"]})
    if facts := basis.get("evidence"):
        said.append(ngettext("%(n)d piece of evidence", "%(n)d pieces of evidence", len(facts)) % {"n": len(facts)})
    if score := _number(basis.get("score")):
        said.append(_("quiz passed with %(score)s %%") % {"score": score})
    return [Evidence(" · ".join(said) or _("course"), url)]


def _workshop(basis: dict[str, Any], url: str) -> list[Evidence]:
    """Attendance in minutes and percent, as it was decided when the certificate was issued."""
    counted, credited = basis.get("counted"), basis.get("credited")
    said = []
    if isinstance(counted, int) and isinstance(credited, int):
        hours = {"there": _hours(credited), "all": _hours(counted), "percent": _number(basis.get("percent")) or "–"}
        said.append(_("attendance: %(there)s of %(all)s hours (%(percent)s %%)") % hours)
    if basis.get("test"):
        said.append(_("post-test passed") if basis["test"] == "passed" else _("post-test taken"))
    return [Evidence(" · ".join(said) or _("workshop"), url)]


def _imported(basis: dict[str, Any], name: str) -> list[Evidence]:
    if name and basis.get("line"):
        return [Evidence(_("imported from %(file)s, line %(line)s") % {"file": name, "line": basis["line"]})]
    return [Evidence(_("imported from a file"))]


def _recognised(record: LearningRecord, basis: dict[str, Any]) -> list[Evidence]:
    values = {"title": basis.get("title", ""), "provider": basis.get("provider", "")}
    said = [_("certificate “%(title)s” of %(provider)s") % values] if values["title"] else []
    claim = getattr(record, "claim", None)
    if claim and claim.decided_by:
        said.append(_("accepted by %(name)s") % {"name": claim.decided_by.name})
    return [Evidence(" · ".join(said) or _("learning from elsewhere"))]


def _hours(minutes: int) -> str:
    return number_format(round(minutes / 60, 1), decimal_pos=1)


def _number(value: Any) -> str:
    """A number as the reader writes it; empty where it is none."""
    try:
        number = Decimal(str(value)).normalize()
        return number_format(f"{number:f}") if number.is_finite() else ""
    except InvalidOperation:
        return ""
