"""How a record is shown: a sign, a word and a tone for each status, and the sources it rests on. No query."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..attendance.checkpoints import Checkpoint
from ..attendance.events import STRENGTH
from ..attendance.fold import ABSENT, EXCUSED, LATE, PARTIAL, PRESENT, UNCLEAR, UNSEEN, Record
from ..models import AttendanceEvent

# The sign tells them apart where colours do not; the words are short, since they stand in cells.
MARKS = {
    PRESENT: ("✓", pgettext_lazy("attendance", "present"), "good"),
    LATE: ("◔", pgettext_lazy("attendance", "late"), "warn"),
    PARTIAL: ("◐", pgettext_lazy("attendance", "partly"), "warn"),
    EXCUSED: ("○", pgettext_lazy("attendance", "excused"), "info"),
    ABSENT: ("✕", pgettext_lazy("attendance", "absent"), "bad"),
    UNCLEAR: ("?", pgettext_lazy("attendance", "unclear"), "bad"),
    UNSEEN: ("·", pgettext_lazy("attendance", "not yet"), "neutral"),
}
NOT_MEANT = gettext_lazy("for another group")


def shown(record: Record) -> dict[str, str]:
    """The sign, the word and the tone of a record."""
    sign, word, tone = MARKS[record.status]
    return {"status": record.status, "sign": sign, "word": word, "tone": tone}


def word(status: str) -> str:
    """The status in the reader's language."""
    return str(MARKS[status][1])


def sources(record: Record) -> str:
    """The kinds of events that a record rests on, from the weakest to the strongest."""
    names = dict(AttendanceEvent.Source.choices)
    return ", ".join(str(names[source]) for source in STRENGTH if source in record.sources)


def label(checkpoint: Checkpoint) -> str:
    """What people call it: its code, or the day, or the half of the day."""
    if not checkpoint.key.startswith(checkpoint.day.isoformat()):
        return checkpoint.code
    said = {"": "%(day)s", "1": _("%(day)s, morning"), "2": _("%(day)s, afternoon")}
    return said[checkpoint.key.partition("/")[2]] % {"day": date_format(checkpoint.day, "j M")}
