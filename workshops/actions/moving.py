"""The deeds of moving a workshop in time: move its dates as it was previewed, reconfirm."""

import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.notices.actions import notify
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import AgendaVersion, Need, Offer, Placement, Registration, Workshop
from .drafting import draft_of
from .frame import begin_history_anew, faults_of
from .move_preview import DEADLINES, Move, Preview, as_moved, begins_at, placements_to_shift, preview_of, shifted
from .needs import purge_date
from .revision import differences, hold, write_down
from .texts import values_of

State = Workshop.State
MAY_MOVE = (State.DRAFT, State.OPEN, State.CONFIRMED, State.POSTPONED)
FIELDS = ("starts_on", "ends_on", "zone", "reconfirm_until", *DEADLINES)


@transaction.atomic
def move_dates(workshop: Workshop, move: Move, *, seen: str, by: User, reason: str = "") -> Workshop:
    """Move the workshop as it was previewed; `seen` is the digest of that preview.

    The draft of the agenda moves along, published versions keep their days. Who holds a seat is told, and who is
    confirmed is asked to reconfirm. Raises `Refused` where the preview is not true any more.
    """
    held = hold(workshop)
    refuse_move(held, move)
    preview = preview_of(held, move)
    if preview.digest != seen:
        raise Refused(_("Something changed since you looked. Read what would happen now, and decide again."))
    before = {name: getattr(held, name) for name in FIELDS}
    said = _shift_themes(held, move)
    _shift_draft(held, move, by)
    _shift_offers(held, move)
    as_moved(held, move)
    held.save(update_fields=list(FIELDS))
    Need.objects.filter(registration__workshop=held).update(purge_on=purge_date(held))
    changes = differences(before, {name: getattr(held, name) for name in FIELDS}) | said
    write_down(held, "moved", changes, by=by, reason=reason, off=[shift.code for shift in preview.off])
    _tell(held, preview, reason)
    return held


def refuse_move(workshop: Workshop, move: Move) -> None:
    """Raise `Refused` for a move that the frame, the state or the calendar does not allow. Needs no lock."""
    today = timezone.now().astimezone(workshop.tz).date()
    confirmed = workshop.registrations.filter(state=Registration.State.CONFIRMED).exists()
    if workshop.state not in MAY_MOVE:
        sentence = _("This workshop is %(state)s: its dates do not move any more.")
        raise Refused(sentence % {"state": workshop.get_state_display()})
    if (move.starts_on, move.ends_on, move.zone) == (workshop.starts_on, workshop.ends_on, workshop.zone):
        raise Refused(_("These are the dates and the zone that it has."), "starts_on")
    if move.starts_on < today:
        raise Refused(_("The new first day has passed already. Give a day to come."), "starts_on")
    if confirmed and not move.reconfirm_until:
        sentence = _("People are confirmed: give a day, from today on and before the first day, to reconfirm by.")
        raise Refused(sentence, "reconfirm_until")
    if move.reconfirm_until and not today <= move.reconfirm_until < move.starts_on:
        raise Refused(
            _("Give a day to reconfirm by that is today or later, and before the first day."), "reconfirm_until"
        )
    for about, sentence in faults_of(as_moved(Workshop.objects.get(pk=workshop.pk), move)):
        label = capfirst(Workshop._meta.get_field(about).verbose_name)
        raise Refused(sentence if about in ("starts_on", "ends_on") else f"{label}: {sentence}", about)


def _shift_themes(workshop: Workshop, move: Move) -> dict[str, list[Any]]:
    """The theme of each day goes with it, in each language; themes of days that are left stay for old agendas."""
    changes: dict[str, list[Any]] = {}
    for text in workshop.texts.all():
        before = values_of(text)
        days = {datetime.date.fromisoformat(day): theme for day, theme in text.themes.items()}
        going = {
            day + move.delta(workshop): t for day, t in days.items() if workshop.starts_on <= day <= workshop.ends_on
        }
        staying = {day: theme for day, theme in days.items() if not move.starts_on <= day <= move.ends_on}
        arriving = {day: theme for day, theme in going.items() if move.starts_on <= day <= move.ends_on}
        text.themes = {day.isoformat(): theme for day, theme in sorted((staying | arriving).items())}
        text.save(update_fields=["themes"])
        changes |= differences(before, values_of(text), f"text.{text.language}.")
    return changes


def _shift_draft(workshop: Workshop, move: Move, by: User) -> None:
    """The draft, made first if there is none, to its new days; what cannot stand there waits at the side."""
    drafts = AgendaVersion.objects.select_for_update(of=("self",)).filter(state=AgendaVersion.State.DRAFT)
    if placements_to_shift(workshop):
        draft_of(workshop, by=by)
    draft = drafts.filter(workshop=workshop).first()
    if draft is None:
        return
    moved = [shifted(row, workshop, move) for row in draft.placements.select_related("item")]
    draft.placements.filter(pk__in=[row.pk for row, problem in moved if problem]).delete()
    kept = [row for row, problem in moved if not problem]
    Placement.objects.bulk_update(kept, ["day", "second", "starts_at", "ends_at"])
    begin_history_anew(draft, zone=move.zone, by=by)


def _shift_offers(workshop: Workshop, move: Move) -> None:
    late = Offer.objects.filter(registration__workshop=workshop, answer="", expires_at__gt=begins_at(move))
    late.update(expires_at=begins_at(move))


def _tell(workshop: Workshop, preview: Preview, reason: str) -> None:
    """Who holds a seat, once for each move; the confirmed are asked, and what they said of other days is void."""
    confirmed = workshop.registrations.filter(state=Registration.State.CONFIRMED)
    confirmed.update(reconfirmed_at=None)
    paths = {
        "workshop_reconfirm": reverse("workshops:reconfirm", args=[workshop.code]),
        "workshop_moved": reverse("workshops:detail", args=[workshop.code]),
    }
    for registration in workshop.registrations.holding().select_related("person"):
        asked = registration.state == Registration.State.CONFIRMED
        kind = "workshop_reconfirm" if asked else "workshop_moved"
        notify(
            registration.person,
            kind,
            key=f"{kind}:{workshop.uuid}:{workshop.revision}:{registration.pk}",
            path=paths[kind],
            workshop=workshop,
            title=workshop.text(registration.person.reads).title,
            reason=reason,
        )


def asks_to_reconfirm(workshop: Workshop) -> bool:
    """Whether the dates moved and it has not begun: afterwards nobody has to say any more that she comes."""
    return workshop.reconfirm_until is not None and workshop.state in MAY_MOVE


@transaction.atomic
def reconfirm(registration: Registration, *, by: User, at: datetime.datetime | None = None) -> Registration:
    """She comes on the new dates too; twice is once. Raises `Refused` for who is not confirmed any more."""
    held = hold(registration.workshop)
    known = Registration.objects.get(pk=registration.pk)
    if known.state != Registration.State.CONFIRMED or not asks_to_reconfirm(held):
        raise Refused(_("There is nothing to reconfirm: you are not confirmed, or the dates did not move."))
    if known.reconfirmed_at is None:
        known.reconfirmed_at = at or timezone.now()
        known.save(update_fields=["reconfirmed_at"])
        log(by, "workshop.reconfirmed", known, workshop=held.code)
    return known
