"""What the pages say of a frame, in words: facts, what a certificate asks, the way of the states, a preview."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from elearning.people.models import User

from ..actions.move_preview import Preview
from ..actions.moving import asks_to_reconfirm
from ..actions.nominating import why_closed
from ..models import AgendaVersion, Registration, Workshop
from ..rules import may_edit_frame, may_nominate
from .logos import shown_supporters

State = Workshop.State
# The way of a workshop that meets no obstacle.
WAY = (State.DRAFT, State.OPEN, State.CONFIRMED, State.LIVE, State.REPORTING, State.CLOSED, State.ARCHIVED)
TONES = {State.DRAFT: "neutral", State.OPEN: "info", State.CONFIRMED: "good", State.LIVE: "good"}
TONES |= {State.POSTPONED: "warn", State.CANCELLED: "bad"}


@dataclass(frozen=True)
class Step:
    """One thing to do: a sentence, and where it is done."""

    text: str
    label: str
    url: str


def asked_for_certificate(workshop: Workshop) -> list[str]:
    """What the attendance policy asks, a sentence each, as a participant reads it."""
    taken = {
        Workshop.Checkpoint.DAY: _("Attendance is taken once a day."),
        Workshop.Checkpoint.HALF_DAY: _("Attendance is taken each half-day."),
        Workshop.Checkpoint.ITEM: _("Attendance is taken at each item of the agenda that counts."),
    }
    excused = {
        Workshop.Excused.NEUTRAL: _("What you are excused from is left out of the count."),
        Workshop.Excused.PRESENT: _("What you are excused from counts as attended."),
        Workshop.Excused.ABSENT: _("What you are excused from counts as missed."),
    }
    test = {
        Workshop.PostTest.NONE: _("Completion: in addition, every required item attended. There is no test."),
        Workshop.PostTest.TAKEN: _("Completion: in addition, every required item attended and the post-test taken."),
        Workshop.PostTest.PASSED: _("Completion: in addition, every required item attended and the post-test passed."),
    }
    participation = _("Participation: %(percent)d percent of the time that is meant for you.")
    return [
        participation % {"percent": workshop.participation_percent},
        test[workshop.post_test],
        taken[workshop.checkpoint],
        excused[workshop.excused],
        *_measures(workshop),
    ]


def _measures(workshop: Workshop) -> list[str]:
    """From how much on an item counts, and from when on somebody is late."""
    required = _("A required item is attended from %(percent)s percent of its time; what is excused is not attended.")
    late = ngettext(
        "Who comes within %(minutes)s minute of the begin is there in full; later, the minutes that are left count.",
        "Who comes within %(minutes)s minutes of the begin is there in full; later, the minutes that are left count.",
        workshop.late_after,
    )
    return [required % {"percent": workshop.required_percent}, late % {"minutes": workshop.late_after}]


def shown_steps(workshop: Workshop) -> list[dict[str, Any]]:
    """The states on the way, each done, present or to come; beside the way (postponed, given up) none is present."""
    names = dict(State.choices)
    here = WAY.index(workshop.state) if workshop.state in WAY and not workshop.given_up else -1
    return [{"label": names[state], "done": place < here, "current": place == here} for place, state in enumerate(WAY)]


def how_to_come(workshop: Workshop) -> str:
    """How somebody is nominated, or why nobody can be now."""
    if closed := why_closed(workshop):
        return closed
    how = _("Ask the focal point of your office or organisation to nominate you.")
    if workshop.nominations_until is None:
        return how
    day = date_format(workshop.nominations_until, "DATE_FORMAT")
    until = _("Nominations are taken until %(day)s.") % {"day": day}
    return f"{how} {until}"


def next_steps(
    user: User | AnonymousUser, workshop: Workshop, own: Registration | None, links: list[dict]
) -> list[Step]:
    """What this person can do next here, the most urgent first; `links` are the pages that are open to her."""
    open_to_her = {link["name"]: link["url"] for link in links}
    steps = []
    confirmed = own and own.state == Registration.State.CONFIRMED
    if confirmed and asks_to_reconfirm(workshop) and not own.reconfirmed_at:
        url = reverse("workshops:reconfirm", args=[workshop.code])
        steps.append(Step(_("The dates have changed. Say whether you will come."), _("Reconfirm or withdraw"), url))
    if may_edit_frame(user, workshop) and workshop.state != State.ARCHIVED:
        url = reverse("workshops:state", args=[workshop.code])
        steps.append(Step(_("See what is missing for the next state."), _("State of the workshop"), url))
    nominations = open_to_her.get("workshops:nominations")
    if nominations and may_nominate(user, workshop) and not why_closed(workshop):
        steps.append(Step(_("Nominations are open."), _("Nominate people"), nominations))
    return steps


def family_of(workshop: Workshop, user: User | AnonymousUser) -> dict[str, Any]:
    """The training that it follows from and the workshops that follow from it, of those that this reader may see."""
    visible = Workshop.objects.visible_to(user).prefetch_related("texts")
    parent = visible.filter(pk=workshop.parent_id).first() if workshop.parent_id else None
    children = list(visible.filter(parent=workshop).order_by("starts_on", "code"))
    for each in [*children, *([parent] if parent else [])]:
        each.shown = each.text(get_language())
    return {"parent": parent, "children": children}


def face_context(workshop: Workshop, user: User | AnonymousUser) -> dict[str, Any]:
    """What the page in the CMS shows of its workshop."""
    workshop.shown = workshop.text(get_language())
    return {
        "workshop": workshop,
        "supporters": shown_supporters(workshop),
        "published": workshop.versions.filter(state=AgendaVersion.State.CURRENT).exists(),
        "how": how_to_come(workshop),
        "tone": TONES.get(workshop.state, "neutral"),
    }


def shown_preview(preview: Preview, workshop: Workshop, user: User) -> dict[str, Any]:
    """A preview for this reader: of people only those whom she may see, of an absence only that there is one."""
    seats = set(workshop.registrations.visible_to(user).values_list("pk", flat=True))
    people = set(User.objects.visible_to(user).values_list("pk", flat=True))
    others = Registration.objects.visible_to(user).filter(pk__in=[clash.other for clash in preview.clashes])
    others = set(others.filter(workshop__in=Workshop.objects.visible_to(user)).values_list("pk", flat=True))
    shown = [clash for clash in preview.clashes if (clash.other in others if clash.other else clash.person in people)]
    day = datetime.date.fromisoformat
    names = {name: workshop._meta.get_field(name).verbose_name for name, _before, _after in preview.deadlines}
    return {
        "preview": preview,
        "shifts": [(shift, day(shift.before), day(shift.day)) for shift in preview.shifts],
        "clashes": [
            (clash.name, clash.workshop, day(clash.starts_on), clash.ends_on and day(clash.ends_on))
            for clash in shown
            if clash.registration in seats
        ],
        "offers": [name for registration, name in preview.offers if registration in seats],
        "holidays": [(day(each), name) for each, name in preview.holidays],
        "weekends": [day(each) for each in preview.weekends],
        "deadlines": [(names[name], day(before), day(after)) for name, before, after in preview.deadlines],
    }
