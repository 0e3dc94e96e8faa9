"""A line of a file of past records, from its cells. No database."""

import datetime
import decimal
import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.people.importing import cells
from elearning.people.importing.columns import Column

COLUMNS = (
    Column("person", "person", ("email", "e mail", "staff number"), needed=True, example="amina@example.org"),
    Column("course", "course", ("course code",), example=""),
    Column("workshop", "workshop", ("workshop code",), example="CEP-2019-NBO"),
    Column("equivalence", "equivalence", example=""),
    Column("title", "title", ("course title",), example=""),
    Column("provider", "provider", ("organisation", "school"), example=""),
    Column("kind", "kind", example="completion"),
    Column("achieved_on", "achieved on", ("date", "completed on", "day"), needed=True, example="2019-05-17"),
    Column("hours", "hours", example="14"),
    Column("valid_until", "valid until", ("expires", "expiry date"), example=""),
    Column("evidence", "evidence", ("scan", "file"), example="amina.pdf"),
)
KINDS = {word: word for word in ("completion", "participation", "recognised")} | {
    "completed": "completion",
    "participated": "participation",
}
NAMES = ("course", "workshop", "equivalence", "title")
ONE_SUBJECT = gettext_lazy("Say what it is about in one way: course, workshop, equivalence, or title with provider.")


@dataclass(frozen=True, slots=True)
class RecordLine:
    """Whom, what (`subject` is how it is named, `value` the name), and when."""

    number: int
    person: str
    subject: str
    value: str | tuple[str, str]
    kind: str
    achieved_on: datetime.date
    hours: decimal.Decimal | None = None
    valid_until: datetime.date | None = None
    evidence: str = ""

    @property
    def says(self) -> tuple:
        return (self.hours, self.valid_until, self.evidence)


def read_line(number: int, found: dict[str, str]) -> RecordLine:
    """Raises `Unfit`."""

    def cell(name: str, longest: int = 254) -> str:
        return cells.text(found.get(name, ""), name.replace("_", " "), longest)

    if not cell("person"):
        raise cells.Unfit(_("Neither an e-mail address nor a staff number says who this is."))
    subject, value = _subject({name: cell(name, 150) for name in (*NAMES, "provider")})
    achieved_on = cells.day(cell("achieved_on"), "achieved on")
    if achieved_on is None:
        raise cells.Unfit(_("The day on which it was achieved is missing."))
    if achieved_on > timezone.localdate():
        raise cells.Unfit(_("achieved on: %(day)s is in the future.") % {"day": achieved_on.isoformat()})
    valid_until = cells.day(cell("valid_until"), "valid until")
    if valid_until and valid_until < achieved_on:
        raise cells.Unfit(_("It expires before it was achieved."))
    return RecordLine(
        number,
        person=cell("person").lower(),
        subject=subject,
        value=value,
        kind=cells.choice(cell("kind"), "kind", KINDS),
        achieved_on=achieved_on,
        hours=_hours(found.get("hours", "")),
        valid_until=valid_until,
        evidence=cell("evidence", 150),
    )


def _subject(found: dict[str, str]) -> tuple[str, str | tuple[str, str]]:
    said = [name for name in NAMES if found[name]]
    if len(said) != 1 or (found["provider"] and said != ["title"]):
        raise cells.Unfit(str(ONE_SUBJECT))
    (name,) = said
    if name == "title":
        if not found["provider"]:
            raise cells.Unfit(str(ONE_SUBJECT))
        return name, (found["title"], found["provider"])
    if name == "equivalence":
        try:
            return name, str(uuid.UUID(found[name]))
        except ValueError as fault:
            raise cells.Unfit(_("The equivalence “%(value)s” is not known.") % {"value": found[name][:60]}) from fault
    return name, found[name].lower()


def _hours(value: str) -> decimal.Decimal | None:
    if not value:
        return None
    try:
        hours = decimal.Decimal(value.replace(",", "."))
    except decimal.InvalidOperation:
        hours = decimal.Decimal(-1)
    if not (hours.is_finite() and 0 < hours < 1000):
        raise cells.Unfit(_("hours: “%(value)s” is no number of hours.") % {"value": value[:60]})
    return hours.quantize(decimal.Decimal("0.1"))
