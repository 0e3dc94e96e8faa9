"""The deed of typing back a signed sheet: its signatures become events, and typing it anew puts them right."""

import datetime
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..agenda.clock import NoSuchTime, utc_instants
from ..attendance.checkpoints import Checkpoint, by_key
from ..attending import checkpoints_of
from ..models import AttendanceEvent, Sheet
from ..sheets.facts import Fact, facts_of, impossible
from ..sheets.tokens import Mark
from .receiving import Given, receive
from .resolving import count_as_read
from .sheets import locked_sheet, mark_of

Key = tuple[str, str, str, datetime.datetime]


class Faulty(Refused):
    """Some boxes cannot be taken as they were typed: the sentences by the key of the box. Nothing was stored."""

    def __init__(self, faults: Mapping[str, list[str]]):
        super().__init__(_("Nothing was stored. Look at the boxes that are named."))
        self.faults = faults


@dataclass(frozen=True)
class Typed:
    """What came of it: how many new events, how many taken back, how many wait for a person, how many amend a day."""

    new: int
    voided: int
    waiting: int
    amended: int = 0


@transaction.atomic
def type_sheet(
    sheet: Sheet,
    signed: Mapping[str, Sequence[Mark]],
    *,
    by: User,
    seen: str,
    walk_ins: Mapping[str, int] | None = None,
    reason: str = "",
    at: datetime.datetime | None = None,
) -> Typed:
    """Let the events of this sheet be what `signed` says, by the key of each box; all of it or nothing.

    `walk_ins` says whose registration signed in an empty row, `seen` what was typed when the page was opened. The
    same again changes nothing. What comes after the day was signed waits, or with a `reason` amends the day at once.
    Raises `Refused`, or `Faulty` with what is wrong at which box.
    """
    now = at or timezone.now()
    sheet = locked_sheet(sheet)
    typed = _as_kept(sheet, signed, walk_ins or {})
    if sheet.typed_at and sheet.typed == typed and not sheet.sent_back_why:
        done = Typed(0, 0, 0)
    elif mark_of(sheet) != seen:
        raise Refused(_("Somebody typed this sheet in meanwhile. Open the page again and look at what is there now."))
    else:
        done = _typed(sheet, signed, walk_ins or {}, typed, by, now)
    return _amended(sheet, done, reason, by, now) if reason.strip() else done


def _amended(sheet: Sheet, done: Typed, reason: str, by: User, now: datetime.datetime) -> Typed:
    """Let what waits of this sheet count after all: an amendment of the signed day."""
    late = list(sheet.events.waiting().filter(problem=AttendanceEvent.Problem.SIGNED))
    if late:
        count_as_read(sheet.workshop, late, reason=reason, by=by, at=now)
    return replace(done, waiting=max(0, done.waiting - len(late)), amended=len(late))


def _typed(
    sheet: Sheet,
    signed: Mapping[str, Sequence[Mark]],
    walk_ins: Mapping[str, int],
    typed: dict,
    by: User,
    now: datetime.datetime,
) -> Typed:
    numbers = _numbers(sheet, walk_ins)
    facts = [_key(fact, numbers) for fact in _facts(sheet, signed, now)]
    given = list(_changes(sheet, facts, now))
    answers = receive(sheet.workshop, given, source=AttendanceEvent.Source.SHEET, by=by, sheet=sheet, at=now)
    sheet.typed, sheet.typed_by, sheet.typed_at = typed, by, now
    sheet.verified_by, sheet.verified_at, sheet.sent_back_why = None, None, ""
    sheet.save(update_fields=["typed", "typed_by", "typed_at", "verified_by", "verified_at", "sent_back_why"])
    voided = sum(one.verb == "void" for one in given)
    waiting = sum(answer.status == "unresolved" for answer in answers)
    log(by, "workshop.sheet_typed", sheet, at=now, code=sheet.code, new=len(given) - voided, voided=voided)
    return Typed(len(given) - voided, voided, waiting)


def _as_kept(sheet: Sheet, signed: Mapping[str, Sequence[Mark]], walk_ins: Mapping[str, int]) -> dict:
    boxes = [box["key"] for box in sheet.checkpoints if signed.get(box["key"])]
    kept = {key: [{"row": one.row, "late": one.late, "left": one.left} for one in signed[key]] for key in boxes}
    return {"signed": kept, "walk_ins": dict(walk_ins)}


def _numbers(sheet: Sheet, walk_ins: Mapping[str, int]) -> dict[str, str]:
    """The number of the registration of each row, which its event is given as a badge."""
    whose = {row["row"]: row["registration"] for row in sheet.rows if row["registration"]} | dict(walk_ins)
    if len(set(whose.values())) < len(whose):
        raise Refused(_("The same person stands in two rows. Choose each person once."), "walk_ins")
    known = dict(sheet.workshop.registrations.filter(pk__in=whose.values()).values_list("pk", "number"))
    return {row: known[pk] or "" for row, pk in whose.items() if pk in known}


def _facts(sheet: Sheet, signed: Mapping[str, Sequence[Mark]], now: datetime.datetime) -> list[Fact]:
    """Everything that the signatures tell; raises `Faulty` with all that is wrong."""
    known, facts, faults = by_key(checkpoints_of(sheet.workshop)), [], {}
    for box in sheet.checkpoints:
        marks = signed.get(box["key"], ())
        covered = list(dict.fromkeys(known[key] for key in box["covers"] if key in known))
        if why := _not_yet(covered, now) if marks else "":
            faults[box["key"]] = [why]
            continue
        for mark in marks:
            try:
                facts += _of_one(sheet, mark, covered)
            except Refused as refusal:
                faults.setdefault(box["key"], []).append(str(refusal))
    if faults:
        raise Faulty(faults)
    return facts


def _not_yet(covered: Sequence[Checkpoint], now: datetime.datetime) -> str:
    if not covered:
        return _("The agenda in force has no such part any more. Leave the box empty and decide by hand.")
    if max(each.starts_at for each in covered) > now:
        return _("This part has not begun yet. Leave the box empty until it has.")
    return ""


def _of_one(sheet: Sheet, mark: Mark, covered: Sequence[Checkpoint]) -> list[Fact]:
    try:
        clock = datetime.time.fromisoformat(mark.left) if mark.left else None
        left = utc_instants(covered[0].day, clock, 0, sheet.workshop.tz)[0] if clock else None
    except NoSuchTime:
        raise Refused(_("“%(mark)s”: the clocks jump over this time on that day.") % {"mark": mark}) from None
    if impossible(mark, covered, left):
        sentence = _("“%(mark)s”: this is not within the hours of the box; leave the row out if she was not there.")
        raise Refused(sentence % {"mark": mark})
    return list(facts_of(mark, covered, left))


def _key(fact: Fact, numbers: Mapping[str, str]) -> Key:
    return numbers.get(fact.row, fact.row), fact.checkpoint, fact.verb, fact.at


def _changes(sheet: Sheet, facts: Iterable[Key], now: datetime.datetime) -> Iterator[Given]:
    """What has to be sent so that exactly these facts stand: voids of those that fell, and the new ones."""
    events = [event for event in sheet.events.all() if event.problem != AttendanceEvent.Problem.CONFLICT]
    ids = {event.client_id for event in events}
    voided = {event.voids for event in events if event.verb == "void"}
    standing = {
        (event.badge, event.checkpoint, event.verb, event.device_at): event.client_id
        for event in events
        if event.verb != "void" and event.client_id not in voided
    }
    wanted = set(facts)
    for key in sorted(standing.keys() - wanted):
        yield Given(uuid.uuid5(sheet.uuid, f"void {standing[key]}"), "void", now, voids=standing[key])
    for badge, checkpoint, verb, when in sorted(wanted - standing.keys()):
        new = _new_id(sheet, f"{badge} {checkpoint} {verb} {when.isoformat()}", ids)
        yield Given(new, verb, when, checkpoint=checkpoint, badge=badge)


def _new_id(sheet: Sheet, said: str, taken: set[uuid.UUID]) -> uuid.UUID:
    """The next id of this fact: one that was taken back never counts again, so the same fact needs another."""
    time = 0
    while (found := uuid.uuid5(sheet.uuid, f"{said} {time}")) in taken:
        time += 1
    return found
