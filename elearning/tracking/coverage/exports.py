"""The figures of coverage and its people as CSV and XLSX, with the question, both dates and the definitions."""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from elearning.fields import localized
from elearning.people.models import Posting
from elearning.spreadsheets import as_workbook

from ..tree import Row
from .counting import Question, state_of
from .forms import STATES

FIGURE_COLUMNS = ("people", "enrolled", "in_progress", "completed", "certified")
OFFICE_HEAD = ["code", "office", "kind", "country", "parent", *FIGURE_COLUMNS]
OFFICE_HEAD += [f"{column}_with_offices_below" for column in FIGURE_COLUMNS]
PEOPLE_HEAD = ["name", "staff_number", "office_code", "office", "category", "job_title", "state", "enrolled_on"]
PEOPLE_HEAD += ["completed_on", "certificate"]
DATES = ["course", "on", "known_at"]


def office_table(question: Question, rows: Sequence[Row]) -> Iterator[list[Any]]:
    """A heading, then an office a line: its own people (these add up), and those with all offices below."""
    yield [*OFFICE_HEAD, *DATES]
    for row in rows:
        office = row.office
        facts = [office.code, office.name, office.kind, office.country, row.parent.code if row.parent else ""]
        yield [*facts, *row.own.values, *row.total.values, *_dates(question)]


def people_table(question: Question, people: QuerySet[Posting]) -> Iterator[list[Any]]:
    """A heading, then a person a line, read from the database as they are written out."""
    yield [*PEOPLE_HEAD, *DATES]
    dates = _dates(question)
    for posting in people.iterator(chunk_size=2000):
        person, office = posting.person, posting.office
        yield [
            person.name,
            person.staff_number or "",
            office.code,
            office.name,
            posting.category,
            posting.job_title,
            state_of(posting),
            posting.started_at.date() if posting.started_at else "",
            posting.achieved_on or "",
            posting.serial or "",
            *dates,
        ]


def as_xlsx(table: Iterable[Sequence[Any]], question: Question) -> IO[bytes]:
    """The table as a workbook, with a second sheet that says what was asked and what each figure means."""
    about = [(str(term), str(meaning)) for term, meaning in [*asked(question), *definitions()]]
    return as_workbook((_("Figures"), table), (_("About"), about))


def asked(question: Question) -> list[tuple[str, str]]:
    """The question in words."""
    return [
        (_("Course"), f"{question.course.code}: {localized(question.course.titles)}"),
        (_("On"), date_format(question.on, "DATE_FORMAT")),
        (_("As known at (UTC)"), question.known_at.isoformat()),
        (_("Made"), timezone.now().isoformat(timespec="seconds")),
    ]


def definitions() -> list[tuple[str, str]]:
    """What each figure counts; printed wherever the figures are."""
    return [
        (_("People"), _("Staff, consultants, interns and volunteers posted at the office on that day, each once.")),
        (_("Enrolled"), _("Of these, who had begun the course by the end of that day (UTC), wherever they were then.")),
        (STATES["in_progress"], _("Of these, enrolled and without a record of completion.")),
        (STATES["completed"], _("Of these, who hold a record of completion that has not been annulled.")),
        (STATES["certified"], _("Of these, whose certificate of completion was valid on that day.")),
    ]


def _dates(question: Question) -> list[str]:
    return [question.course.code, question.on.isoformat(), question.known_at.strftime("%Y-%m-%dT%H:%M:%SZ")]
