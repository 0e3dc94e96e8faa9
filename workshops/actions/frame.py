"""Deeds upon the frame of a workshop: make one, change its fields."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import AgendaEdit, AgendaVersion, Need, Workshop, WorkshopText
from .revision import differences, hold, refuse_stale, write_down

# Addresses below /workshops/ begin with these: no workshop is called so.
RESERVED = ("commitments", "feeds", "framework", "initiatives", "new", "plans")
LONGEST = 60  # days of one workshop
FIRST_YEAR, LAST_YEAR = 2000, 2100
CLEARED = (Workshop.DueDiligence.NOT_APPLICABLE, Workshop.DueDiligence.CLEARED)
BEFORE_OPENING = (Workshop.State.DRAFT, Workshop.State.POSTPONED)
MOVED = ("starts_on", "ends_on", "zone")  # changed by a move with its preview, once something hangs on them


def faults_of(workshop: Workshop) -> Iterator[tuple[str, str]]:
    """What does not hold together in a frame: the field, and a sentence that says what to do. No query."""
    first, last = workshop.starts_on, workshop.ends_on
    if first and last:
        yield from _faults_of_days(workshop, first, last)
    if workshop.day_start and workshop.day_end and workshop.day_end <= workshop.day_start:
        yield "day_end", _("Days must end after they begin.")
    if not workshop.languages:
        yield "languages", _("Choose at least one language of the room.")


def _faults_of_days(workshop: Workshop, first: datetime.date, last: datetime.date) -> Iterator[tuple[str, str]]:
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        yield "starts_on", _("Give a year between %(first)d and %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
    elif last < first:
        yield "ends_on", _("The last day is before the first. Give the first day or a later one.")
    elif (last - first).days >= LONGEST:
        yield (
            "ends_on",
            _("A workshop lasts %(days)d days at most. Split it, and name what follows from what.") % {"days": LONGEST},
        )
    for name in ("nominations_until", "logistics_until"):
        day = getattr(workshop, name)
        if day and day >= first:
            yield name, _("This day must be before the first day of the workshop.")
    if workshop.needs_purge_on and workshop.needs_purge_on < last:
        yield "needs_purge_on", _("Needs are read until the workshop is over: give the last day or a later one.")


@transaction.atomic
def create_workshop(values: dict[str, Any], *, title: str, by: User) -> Workshop:
    """A draft with its English title, to be reviewed. Raises `Refused` for a frame that does not hold together."""
    refuse_reserved(values["code"])
    workshop = Workshop(**values)
    for about, sentence in faults_of(workshop):
        raise Refused(sentence, about)
    try:
        with transaction.atomic():
            workshop.save(force_insert=True)
    except IntegrityError as error:
        if Workshop.objects.filter(code=workshop.code).exists():
            raise Refused(_("Another workshop has this code. Choose another one."), "code") from error
        raise
    WorkshopText.objects.create(workshop=workshop, language="en", title=title)
    log(by, "workshop.created", workshop, code=workshop.code)
    return workshop


def refuse_reserved(code: str) -> None:
    """Raise `Refused` for a code under which the pages of a workshop would not be found."""
    if code.casefold() in RESERVED:
        raise Refused(_("This word is an address of the site. Choose another code."), "code")


@transaction.atomic
def change_frame(workshop: Workshop, values: dict[str, Any], *, seen: int, by: User) -> Workshop:
    """Change fields of the frame; `seen` is the revision that the person looked at.

    Raises `Stale` where others changed the same fields since, `Refused` where the frame would not hold together.
    """
    if parent := values.get("parent"):  # both ends of the cascade, in one order: two at once make no circle
        both = Workshop.objects.select_for_update(of=("self",), no_key=True)
        list(both.filter(pk__in=[workshop.pk, parent.pk]).order_by("pk"))
    held = hold(workshop)
    refuse_stale(held, seen, values)
    before = {name: getattr(held, name) for name in values}
    for name, value in values.items():
        setattr(held, name, value)
    for about, sentence in faults_of(held):
        raise Refused(sentence, about)
    _refuse_few_seats(held)
    _refuse_circle(held)
    _refuse_uncleared(held)
    _refuse_other_checkpoints(held, before)
    _take_draft_along(held, before, by)
    if changes := differences(before, values):
        held.save(update_fields=list(changes))
        write_down(held, "frame_changed", changes, by=by)
        if "needs_purge_on" in changes and held.needs_purge_on:
            kept = Need.objects.filter(registration__workshop=held)  # longer than was promised to her is not kept
            kept.filter(purge_on__gt=held.needs_purge_on).update(purge_on=held.needs_purge_on)
    return held


def hangs_on_dates(workshop: Workshop) -> bool:
    """Whether its dates and zone are changed by a move alone: it was announced, or an agenda or people go with them."""
    placed = AgendaVersion.objects.filter(workshop=workshop, placements__isnull=False)
    return workshop.state not in BEFORE_OPENING or placed.exists() or workshop.registrations.exists()


def _take_draft_along(workshop: Workshop, before: dict[str, Any], by: User) -> None:
    """A draft without places changes with the workshop's days and zone; one with places is moved, with a preview."""
    moved = [name for name in MOVED if name in before and before[name] != getattr(workshop, name)]
    if not moved:
        return
    if hangs_on_dates(workshop):
        sentence = _("An agenda or people hang on the dates and the time zone: change these by “Move the dates”.")
        raise Refused(sentence, moved[0])
    draft = workshop.versions.select_for_update().filter(state=AgendaVersion.State.DRAFT).first()
    if draft:
        begin_history_anew(draft, zone=workshop.zone, by=by)


def begin_history_anew(draft: AgendaVersion, *, zone: str, by: User) -> None:
    """The draft stands on other dates: no undo leads back to days that are not the workshop's any more."""
    draft.zone, draft.revision = zone, draft.revision + 1
    draft.save(update_fields=["zone", "revision"])
    draft.edits.all().delete()
    AgendaEdit.objects.create(version=draft, number=draft.revision, verb="dates", by=by)


def _refuse_few_seats(workshop: Workshop) -> None:
    """Fewer seats than are held: first somebody says who goes (the page of the selection asks)."""
    holding = workshop.registrations.participants().holding().count()
    if workshop.capacity < holding:
        sentence = ngettext(
            "%(count)d person holds a seat. First decide who gives one up.",
            "%(count)d people hold a seat. First decide who gives one up.",
            holding,
        )
        raise Refused(sentence % {"count": holding}, "capacity")
    kept = workshop.quotas.aggregate(all=Sum("least"))["all"] or 0
    if workshop.capacity < kept:
        raise Refused(_("The quotas keep %(kept)s seats. Lower their least first.") % {"kept": kept}, "capacity")


def _refuse_circle(workshop: Workshop) -> None:
    """What follows from a training of trainers follows neither from itself nor from what follows from it."""
    if workshop.kind != Workshop.Kind.TRAINING_OF_TRAINERS and workshop.children.exists():
        raise Refused(_("Other workshops follow from this one: it must stay a training of trainers."), "kind")
    above, seen = Workshop.objects.filter(pk=workshop.parent_id).first(), set()
    if above and above.kind != Workshop.Kind.TRAINING_OF_TRAINERS:
        raise Refused(_("A workshop follows from a training of trainers only."), "parent")
    while above and above.pk not in seen:
        if above.pk == workshop.pk:
            raise Refused(_("A workshop cannot follow from itself, not even by way of others."), "parent")
        seen.add(above.pk)
        above = above.parent


def _refuse_other_checkpoints(workshop: Workshop, before: dict[str, Any]) -> None:
    """What was taken at one kind of checkpoint says nothing of another kind."""
    if before.get("checkpoint", workshop.checkpoint) != workshop.checkpoint and workshop.events.exists():
        sentence = _("Attendance was taken already: when it is taken stays as it is, or what is known would be lost.")
        raise Refused(sentence, "checkpoint")


def _refuse_uncleared(workshop: Workshop) -> None:
    """What is open to nominations stays cleared."""
    if workshop.state not in BEFORE_OPENING and workshop.due_diligence not in CLEARED:
        sentence = _("The workshop is %(state)s, which needs a due diligence that is cleared. Postpone it first.")
        raise Refused(sentence % {"state": workshop.get_state_display()}, "due_diligence")
