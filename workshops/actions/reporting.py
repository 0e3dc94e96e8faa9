"""Deeds of the report: freeze a data set, write the texts, approve it, set it aside."""

import datetime
import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import Report, Workshop
from ..reports.dataset import canonical, dataset_of, digest_of

State = Report.State
TEXTS = ("objectives", "limits", "conclusions")
LONGEST = 4000
READY = (Workshop.State.LIVE, Workshop.State.REPORTING, Workshop.State.CLOSED)


@transaction.atomic
def make_report(workshop: Workshop, *, by: User, at: datetime.datetime | None = None) -> Report:
    """Freeze what is known now as the next edition; the texts of the last one are taken over.

    A draft that is there is set aside; nothing changes in an approved one. Where nothing has changed since the last
    edition, that one is returned. Raises `Refused` before the workshop is live.
    """
    workshop = Workshop.objects.select_for_update(of=("self",), no_key=True).get(pk=workshop.pk)
    now = at or timezone.now()
    if workshop.state not in READY:
        state = workshop.get_state_display()
        raise Refused(_("There is nothing to report yet: the state of the workshop is “%(state)s”.") % {"state": state})
    dataset = dataset_of(workshop, at=now)
    last = workshop.reports.exclude(state=State.SET_ASIDE).first()
    if last and _facts(last.dataset) == _facts(dataset):
        return last
    workshop.reports.filter(state=State.DRAFT).update(state=State.SET_ASIDE)
    newest = workshop.reports.first()
    report = Report.objects.create(
        workshop=workshop,
        number=newest.number + 1 if newest else 1,
        dataset=dataset,
        sha256=digest_of(dataset),
        texts=newest.texts if newest else {},
        made_by=by,
        made_at=now,
    )
    log(by, "workshop.report_made", report, at=now, number=report.number, sha256=report.sha256)
    return report


@transaction.atomic
def write_texts(report: Report, language: str, texts: dict[str, str], *, by: User, seen: str | None = None) -> Report:
    """What people write beside the figures, in one language; `seen` is the print of what stood there before.

    Raises `Refused` once it is approved or set aside, and where a colleague wrote meanwhile.
    """
    report = _held(report)
    if report.state != State.DRAFT:
        raise Refused(_("This edition is approved or set aside: its texts stay. Make a new edition."))
    if seen is not None and seen != print_of(report.texts.get(language)):
        raise Refused(
            _("A colleague changed these texts while you were writing. Nothing was overwritten: copy yours, reload.")
        )
    for name in TEXTS:
        if len(texts.get(name, "")) > LONGEST:
            raise Refused(_("Shorten this text to %(most)s characters.") % {"most": LONGEST}, name)
    report.texts = report.texts | {language: {name: texts.get(name, "").strip() for name in TEXTS}}
    report.save(update_fields=["texts"])
    log(by, "workshop.report_texts", report, language=language)
    return report


@transaction.atomic
def approve_report(report: Report, *, by: User, seen: str | None = None, at: datetime.datetime | None = None) -> Report:
    """It stands for good from now on. Twice is once; who made it cannot approve it. Raises `Refused`.

    `seen` is the print of the texts as the approver read them.
    """
    now = at or timezone.now()
    report = _held(report)
    if report.state == State.APPROVED:
        return report
    if report.state == State.SET_ASIDE:
        raise Refused(_("A newer edition has taken its place: approve that one."))
    if report.made_by_id == by.pk:
        raise Refused(_("Somebody else has to approve it: you made this edition."))
    if seen is not None and seen != print_of(report.texts):
        raise Refused(_("Its texts were changed since you read them. Nothing was approved: read them again."))
    report.state, report.approved_by, report.approved_at = State.APPROVED, by, now
    report.save(update_fields=["state", "approved_by", "approved_at"])
    log(by, "workshop.report_approved", report, at=now, number=report.number, sha256=report.sha256)
    return report


def print_of(texts: dict | None) -> str:
    """A short print of texts: another one where anything was changed."""
    return hashlib.sha256(canonical(texts or {})).hexdigest()[:20]


def _held(report: Report) -> Report:
    """The report as it is now, its workshop locked first."""
    Workshop.objects.select_for_update(of=("self",), no_key=True).get(pk=report.workshop_id)
    return Report.objects.select_related("workshop").get(pk=report.pk)


def _facts(dataset: dict) -> str:
    """The digest of the data set without the moment at which it was taken: the same before and after it is stored."""
    return digest_of({name: value for name, value in dataset.items() if name != "taken_at"})
