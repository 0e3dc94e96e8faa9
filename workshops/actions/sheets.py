"""Deeds upon sign-in sheets: make one, keep its scan, verify what was typed, send it back."""

import datetime
import hashlib
from collections.abc import Collection, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..attendance.checkpoints import Checkpoint
from ..attending import checkpoints_of
from ..models import Group, Sheet, Workshop
from ..sheets.boxes import MOST, boxes_of
from ..sheets.making import closed_rows, head_of, people_of, rows_of
from ..sheets.scans import ending_of
from ..sheets.words import LANGUAGES
from .deciding import refuse_if_not_held

SHEETS = 999


@transaction.atomic
def make_sheet(
    workshop: Workshop,
    day: datetime.date,
    *,
    language: str,
    by: User,
    checkpoints: Collection[str] = (),
    group: Group | None = None,
    at: datetime.datetime | None = None,
) -> Sheet:
    """Freeze a sheet for this day, for these checkpoints of it or else for each half-day; the same again is the same.

    Raises `Refused` where the day has nothing to sign, for too many boxes, for an unknown language.
    """
    now = at or timezone.now()
    held = _held(workshop)
    found = [each for each in checkpoints_of(held) if each.day == day]
    chosen = _chosen(found, checkpoints, language)
    people = people_of(held, group, day)
    if not people:
        raise Refused(_("Nobody is expected in the room there: a sheet would have no names."), "group")
    number = held.sheets.count() + 1
    if number > SHEETS:
        raise Refused(_("This workshop has 999 sheets. Use one of them."))
    sheet = Sheet(workshop=held, code=f"S{number:02}", day=day, language=language, printed_by=by, printed_at=now)
    sheet.rows, sheet.said = rows_of(people, number), head_of(held, day, language, group)
    sheet.checkpoints = closed_rows(boxes_of(found, chosen, language, held.tz), sheet.rows, people, found)
    if same := _unused_like(sheet):
        return same
    sheet.save()
    log(by, "workshop.sheet_made", sheet, at=now, code=sheet.code, day=day.isoformat(), people=len(people))
    return sheet


def _chosen(found: Sequence[Checkpoint], checkpoints: Collection[str], language: str) -> list[str]:
    chosen = [each.key for each in found if each.key in checkpoints]
    if not found or language not in LANGUAGES or len(chosen) < len(set(checkpoints)):
        raise Refused(_("The agenda in force has nothing to sign there. Load the page again and choose once more."))
    if len(chosen) > MOST:
        sentence = _("At most %(most)s boxes fit into a row. Choose fewer, or none: then one stands for each half-day.")
        raise Refused(sentence % {"most": MOST}, "checkpoints")
    return chosen


def _unused_like(sheet: Sheet) -> Sheet | None:
    """A sheet that says the same and waits to be signed."""
    known = sheet.workshop.sheets.filter(day=sheet.day, language=sheet.language, typed_at=None, scan="")
    return next((each for each in known if _content(each) == _content(sheet)), None)


def _held(workshop: Workshop) -> Workshop:
    held = Workshop.objects.select_for_update(no_key=True).prefetch_related("texts").get(pk=workshop.pk)
    refuse_if_not_held(held)
    return held


def _content(sheet: Sheet) -> Any:
    """What two sheets have in common that differ only by their codes."""
    rows = [{name: value for name, value in row.items() if name != "row"} for row in sheet.rows]
    boxes = [{name: value for name, value in box.items() if name != "not_for"} for box in sheet.checkpoints]
    return rows, boxes, sheet.said


def locked_sheet(sheet: Sheet) -> Sheet:
    """The sheet as it is now; its workshop is locked first, and must still be held."""
    workshop = _held(sheet.workshop)
    found = Sheet.objects.select_for_update(of=("self",)).select_related("typed_by").get(pk=sheet.pk)
    found.workshop = workshop
    return found


def keep_scan(sheet: Sheet, data: bytes, *, by: User, at: datetime.datetime | None = None) -> Sheet:
    """Keep the picture of the signed sheet; another one follows until it is verified. Raises `Refused`.

    The file is written before the row names it: a server that dies in between leaves a file and no wrong row.
    """
    ending = ending_of(data)
    digest = hashlib.sha256(data).hexdigest()
    if sheet.scan and sheet.scan_sha256 == digest:
        return sheet
    storage = Sheet._meta.get_field("scan").storage
    name = storage.save(f"sheets/{sheet.day:%Y/%m}/{sheet.uuid}.{ending}", ContentFile(data))
    try:
        before, sheet = _name_scan(sheet, name, digest, by, at or timezone.now())
    except Refused:
        storage.delete(name)
        raise
    if before:
        storage.delete(before)  # signatures that no row names any more
    return sheet


@transaction.atomic
def _name_scan(sheet: Sheet, name: str, digest: str, by: User, at: datetime.datetime) -> tuple[str, Sheet]:
    sheet = locked_sheet(sheet)
    if sheet.verified_at:
        raise Refused(_("This sheet is verified: its scan stays. Type it anew first, if something is wrong."))
    before, digest_before = sheet.scan.name, sheet.scan_sha256
    sheet.scan, sheet.scan_sha256 = name, digest
    sheet.save(update_fields=["scan", "scan_sha256"])
    log(by, "workshop.sheet_scanned", sheet, at=at, sha256=digest, before=digest_before)
    return before, sheet


@transaction.atomic
def verify_sheet(sheet: Sheet, *, by: User, seen: str, at: datetime.datetime | None = None) -> Sheet:
    """Say that what was typed is what was signed; `seen` is the mark of what was looked at. Twice is once."""
    sheet = _to_be_checked(sheet, by, seen)
    if sheet.verified_at is None:
        sheet.verified_by, sheet.verified_at, sheet.sent_back_why = by, at or timezone.now(), ""
        sheet.save(update_fields=["verified_by", "verified_at", "sent_back_why"])
        log(by, "workshop.sheet_verified", sheet, at=at, code=sheet.code)
    return sheet


@transaction.atomic
def send_back(sheet: Sheet, why: str, *, by: User, seen: str, at: datetime.datetime | None = None) -> Sheet:
    """Say what is wrong with what was typed: it stays as it is until somebody types it anew."""
    sheet = _to_be_checked(sheet, by, seen)
    if not why.strip():
        raise Refused(_("Say what is wrong, so that it can be put right: which row, which box."), "why")
    sheet.verified_by = sheet.verified_at = None
    sheet.sent_back_why = why.strip()[:300]
    sheet.save(update_fields=["verified_by", "verified_at", "sent_back_why"])
    log(by, "workshop.sheet_sent_back", sheet, reason=sheet.sent_back_why, at=at, code=sheet.code)
    return sheet


def _to_be_checked(sheet: Sheet, by: User, seen: str) -> Sheet:
    sheet = locked_sheet(sheet)
    if sheet.typed_at is None:
        raise Refused(_("Nobody has typed this sheet in yet."))
    if sheet.typed_by_id == by.pk:
        raise Refused(_("You typed this sheet in yourself. Ask somebody else to compare it with the paper."))
    if mark_of(sheet) != seen:
        raise Refused(_("The sheet was typed in anew meanwhile. Look at what stands there now."))
    return sheet


def mark_of(sheet: Sheet) -> str:
    """What tells one typing of a sheet from the next; empty before the first."""
    return sheet.typed_at.isoformat() if sheet.typed_at else ""
