"""Publishing an agenda: its findings weighed, its placements frozen, the version before it put aside."""

import datetime
from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elearning.journal.actions import log
from elearning.people.models import User

from .. import assembling
from ..agenda.checks import Finding, check
from ..models import AgendaVersion, Workshop
from .announcing import prepare_announcement
from .freezing import freeze, snapshot

__all__ = ["AlreadyPublished", "Refused", "freeze", "publish", "snapshot"]

State = AgendaVersion.State
OVER = (Workshop.State.CLOSED, Workshop.State.ARCHIVED, Workshop.State.CANCELLED)


class Refused(ValueError):
    """The agenda is not published; the message says why and what to do. `findings` are those it is about."""

    def __init__(self, message: str, findings: Iterable[Finding] = ()):
        super().__init__(message)
        self.findings = list(findings)


class AlreadyPublished(Refused):
    """It was published before, from another tab or by a second click."""


@transaction.atomic
def publish(
    draft: AgendaVersion,
    *,
    by: User | None,
    acknowledged: Collection[str],
    note: str = "",
    live: bool = False,
    at: datetime.datetime | None = None,
    revision: int | None = None,
) -> AgendaVersion:
    """Make the draft the current agenda, frozen as it is, and prepare the notices of what it changes.

    `acknowledged` are the keys of the warnings that were seen; `revision` is that of the draft as it was shown, where
    it was shown. Raises `Refused`: for an error of the checks, for a warning that is not acknowledged, for a draft that
    changed meanwhile, for a workshop that is over; `AlreadyPublished` if this draft is published.
    """
    at = at or timezone.now()
    workshop = Workshop.objects.select_for_update(no_key=True).get(pk=draft.workshop_id)
    draft = _the_same(draft, revision)
    draft.workshop = workshop
    _refuse_if_over(workshop)
    _refuse_other_zone(workshop, draft)
    findings = _weighed(draft, acknowledged)
    before = workshop.versions.filter(state=State.CURRENT).first()
    freeze(draft)
    workshop.versions.filter(state=State.CURRENT).update(state=State.PAST)
    draft.state, draft.published_at, draft.published_by = State.CURRENT, at, by
    draft.acknowledged, draft.note, draft.live = [finding.key for finding in findings], note, live
    draft.save()
    prepare_announcement(draft, before, by=by, at=at)
    log(by, "workshop.publish_agenda", workshop, at=at, version=draft.number, acknowledged=draft.acknowledged)
    return draft


def _the_same(shown: AgendaVersion, revision: int | None) -> AgendaVersion:
    rows = AgendaVersion.objects.select_for_update().filter(workshop=shown.workshop_id)
    draft = rows.filter(pk=shown.pk).first()
    if draft and draft.state != State.DRAFT:
        raise AlreadyPublished(_("Version %(number)s is published already.") % {"number": draft.number})
    if draft is None or revision not in (None, draft.revision):
        raise Refused(_("The draft was changed after this page was shown. Look at it once more, then publish."))
    return draft


def _refuse_if_over(workshop: Workshop) -> None:
    if workshop.state in OVER:
        sentence = _("This workshop is %(state)s: its agenda does not change any more.")
        raise Refused(sentence % {"state": workshop.get_state_display()})


def _refuse_other_zone(workshop: Workshop, draft: AgendaVersion) -> None:
    """Its times would be those of another place: moving the dates takes a draft along, nothing else does."""
    if draft.zone != workshop.zone:
        words = _("The draft has the times of %(zone)s, the workshop those of %(other)s. Move the dates once more.")
        raise Refused(words % {"zone": draft.zone, "other": workshop.zone})


def _weighed(draft: AgendaVersion, acknowledged: Collection[str]) -> list[Finding]:
    """The warnings of the draft, each of them acknowledged."""
    if not draft.placements.exists():
        raise Refused(_("Nothing is placed in this draft. Place at least one item, then publish."))
    findings = check(assembling.agenda_of(draft))
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        words = ngettext(
            "%(many)s error keeps this agenda from being published. Mend it in the draft, then publish.",
            "%(many)s errors keep this agenda from being published. Mend them in the draft, then publish.",
            len(errors),
        )
        raise Refused(words % {"many": len(errors)}, errors)
    unseen = [finding for finding in findings if finding.key not in acknowledged]
    if unseen:
        words = ngettext(
            "%(many)s warning is not acknowledged yet. Read it and tick it, or change the draft.",
            "%(many)s warnings are not acknowledged yet. Read them and tick each, or change the draft.",
            len(unseen),
        )
        raise Refused(words % {"many": len(unseen)}, unseen)
    return findings
