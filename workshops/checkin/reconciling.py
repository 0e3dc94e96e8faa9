"""Compares what the sources say of a day: the figures of each checkpoint, and each difference in a sentence. Pure."""

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from ..attendance.checkpoints import Checkpoint
from ..attendance.fold import ABSENT, EXCUSED, LATE, PARTIAL, PRESENT, THERE, UNCLEAR, UNSEEN, Record
from .marks import label


@dataclass(frozen=True)
class Figures:
    """One checkpoint in numbers of people; `heads` is None where nobody counted. `room` of those there, in the room."""

    code: str
    expected: int
    heads: int | None
    scan: int
    self_only: int
    sheet: int
    video: int
    decided: int
    present: int
    late: int
    partial: int
    excused: int
    absent: int
    unclear: int
    unseen: int
    room: int
    remote: int


NAMES = {
    "heads": gettext_lazy("heads"),
    "scan": gettext_lazy("scans"),
    "self_only": gettext_lazy("self only"),
    "sheet": gettext_lazy("sheet"),
    "video": gettext_lazy("video"),
    "decided": gettext_lazy("decided"),
    "present": pgettext_lazy("attendance", "present"),
    "late": pgettext_lazy("attendance", "late"),
    "partial": pgettext_lazy("attendance", "partly"),
    "excused": pgettext_lazy("attendance", "excused"),
    "absent": pgettext_lazy("attendance", "absent"),
    "unclear": pgettext_lazy("attendance", "unclear"),
    "unseen": pgettext_lazy("attendance", "not yet"),
    "remote": gettext_lazy("remote"),
}


def changes_since(signed: Mapping[str, Any], now: Figures) -> list[tuple[str, Any, Any]]:
    """What is another number than the one that was signed: its name, then, now."""
    pairs = ((name, signed.get(name), getattr(now, name)) for name in NAMES)
    return [(str(NAMES[name]), before, after) for name, before, after in pairs if before != after]


@dataclass(frozen=True)
class Difference:
    """Something that does not agree: `key` names it while its numbers stay, `text` says it, `url` resolves it."""

    key: str
    text: str
    url: str = ""
    label: str = ""


@dataclass
class Day:
    """A day as it stands: the checkpoints with their figures, what does not agree, what waits of each day."""

    day: datetime.date
    lines: list[tuple[Checkpoint, Figures]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    waiting: Counter[datetime.date] = field(default_factory=Counter)

    def since(self, signed: Mapping[str, Any]) -> list[Difference]:
        """What does not agree and was not so when it was signed, by the figures under the signature."""
        known = {one["key"] for one in signed.get("differences", ())}
        return [one for one in self.differences if one.key not in known]

    def frozen(self, remarks: Mapping[str, str]) -> dict[str, Any]:
        """As JSON that is kept under the signature."""
        told = [{"key": one.key, "text": one.text, "remark": remarks.get(one.key, "")} for one in self.differences]
        return {"checkpoints": {one.key: asdict(figures) for one, figures in self.lines}, "differences": told}


def figures_of(checkpoint: Checkpoint, records: Sequence[tuple[Record, bool]], heads: int | None) -> Figures:
    """`records` are those of the people for whom it is meant, each with whether she was remote that day."""
    statuses = Counter(record.status for record, _remote in records)
    from_source = Counter(source for record, _remote in records for source in record.sources)
    there = [remote for record, remote in records if record.status in THERE]
    return Figures(
        code=checkpoint.code,
        expected=len(records),
        heads=heads,
        scan=from_source["scan"],
        self_only=sum(record.sources == {"self"} for record, _remote in records),
        sheet=from_source["sheet"],
        video=from_source["video"],
        decided=sum(record.decided for record, _remote in records),
        present=statuses[PRESENT],
        late=statuses[LATE],
        partial=statuses[PARTIAL],
        excused=statuses[EXCUSED],
        absent=statuses[ABSENT],
        unclear=statuses[UNCLEAR],
        unseen=statuses[UNSEEN],
        room=there.count(False),
        remote=there.count(True),
    )


def differences_of(
    checkpoint: Checkpoint, figures: Figures, address: Callable[[Checkpoint, str], str]
) -> list[Difference]:
    """What does not agree at one checkpoint; `address` leads to the people that it is about."""
    found = []
    code = {"code": label(checkpoint)}
    if figures.heads is not None and figures.heads != figures.room:
        text = _("%(code)s: %(heads)d heads were counted, and %(room)d people are known to have been in the room.")
        text %= {**code, "heads": figures.heads, "room": figures.room}
        key = f"heads:{checkpoint.key}:{figures.heads}:{figures.room}"
        missing = figures.heads > figures.room
        who = _("Who is not seen yet") if missing else _("Who is known to have been there")
        found.append(Difference(key, text, address(checkpoint, "unseen" if missing else "there"), who))
    if many := figures.self_only:
        text = ngettext(
            "%(code)s: %(many)d person checked in alone, and nobody confirmed it.",
            "%(code)s: %(many)d people checked in alone, and nobody confirmed it.",
            many,
        )
        key = f"self:{checkpoint.key}:{many}"
        found.append(Difference(key, text % {**code, "many": many}, address(checkpoint, "self"), _("Confirm them")))
    if many := figures.unclear:
        text = ngettext(
            "%(code)s: %(many)d person was seen, but not while it was on.",
            "%(code)s: %(many)d people were seen, but not while it was on.",
            many,
        )
        key = f"unclear:{checkpoint.key}:{many}"
        found.append(Difference(key, text % {**code, "many": many}, address(checkpoint, "unclear"), _("Decide")))
    return found


def difference_of_waiting(many: int, url: str) -> list[Difference]:
    """Events of the day about which a person has to decide."""
    if not many:
        return []
    text = ngettext(
        "%(many)d event of this day waits for a decision.", "%(many)d events of this day wait for a decision.", many
    )
    return [Difference(f"waiting:{many}", text % {"many": many}, url, _("Decide about them"))]


def differences_of_sheets(untyped: Sequence[str], unverified: Sequence[str], url: str) -> list[Difference]:
    """Sheets of the day that were printed and not typed in, or typed in and not verified by a second person."""
    found = []
    if untyped:
        text = _("Printed and not typed in: %(codes)s.") % {"codes": ", ".join(untyped)}
        found.append(Difference(f"untyped:{','.join(untyped)}", text, url, _("Type them in")))
    if unverified:
        text = _("Typed in, and verified by nobody yet: %(codes)s.") % {"codes": ", ".join(unverified)}
        found.append(Difference(f"unverified:{','.join(unverified)}", text, url, _("Verify them")))
    return found
