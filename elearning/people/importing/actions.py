"""The deeds upon an imported file: take it in, look what it would do, apply it, go on where it stopped."""

import logging
from collections import Counter
from collections.abc import Sequence
from contextlib import contextmanager
from typing import Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.sheets_in import NotReadable

from ..actions import Refused
from ..models import ImportRun, User
from .jobs import Job, mark_of, sha256_of
from .kinds import KINDS
from .plan import REFUSED, Step
from .writing import being_written

logger = logging.getLogger(__name__)
State = ImportRun.State
SHOWN = 200  # refused lines and changes that a page shows; the rest of the refused are in the file to download


@transaction.atomic
def take_in(file: Any, kind: str, *, by: User, scans: Any = None) -> ImportRun:
    """Store an uploaded file, and leave the dry run to the worker."""
    from .tasks import look_through

    run = ImportRun(kind=kind, name=file.name[-150:], sha256=sha256_of(file), by=by)
    suffix = ".xlsx" if file.name.lower().endswith(".xlsx") else ".csv"
    run.file.save(f"{run.uuid}{suffix}", file, save=False)
    if scans and KINDS[kind].takes_scans:
        default_storage.save(scans_of(run), scans)
    run.save()
    log(by, "people.import_uploaded", run, kind=kind, file=run.name)
    look_through.enqueue(str(run.uuid))
    return run


def scans_of(run: ImportRun) -> str:
    """Where the scans that came with a file are kept until it is applied."""
    return f"imports/{run.uuid}.zip"


def look(run: ImportRun) -> None:
    """The dry run: what each line would do, with nothing written but the progress. Twice is once."""
    if run.state != State.READING:
        return
    with _told(run):
        job = KINDS[run.kind](run)
        run.total, tally, refused, changes = job.total, Counter(), [], []
        done = 0
        for part in job.parts():
            steps = job.steps(part)
            tally.update(step.act for step in steps)
            refused += [[step.line, step.reason] for step in steps if step.act == REFUSED]
            if len(changes) < SHOWN:
                changes += job.told(steps)
            done += len(part)
            ImportRun.objects.filter(pk=run.pk).update(done=done, total=run.total)
        counts = {"plan": tally, "changes": changes[:SHOWN], "ignored": job.ignored}
        found = ImportRun.objects.filter(pk=run.pk, state=State.READING)
        found.update(state=State.READ, done=done, counts=counts, refused=sorted(refused))


@transaction.atomic
def begin(run: ImportRun, *, by: User, **choices: bool) -> ImportRun:
    """Let a file that was looked through be applied, or go on with one that stands still.

    `choices`: strict (nothing unless every line is right), invite, certify. Raises `Refused`.
    """
    from .tasks import apply_file

    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state not in (State.READ, State.APPLYING):
        raise Refused(_("This file cannot be applied: it is %(state)s.") % {"state": run.get_state_display()})
    if run.state == State.READ:
        refused = run.counts["plan"].get(REFUSED, 0)
        if choices.get("strict") and refused:
            raise Refused(_("%(number)d lines are refused, so nothing is applied.") % {"number": refused}, "strict")
        run.counts |= {name: bool(value) for name, value in choices.items()} | {"applied": {}}
        run.state, run.done, run.by, run.applied_at = State.APPLYING, 0, by, timezone.now()
        run.refused, run.error = [], ""
        run.save()
        log(by, "people.import_applied", run, kind=run.kind, file=run.name, sha256=run.sha256)
    apply_file.enqueue(str(run.uuid))
    return run


def apply(run: ImportRun) -> None:
    """Do what the file says, a part in each transaction; killed at any line it goes on with the part it stood in."""
    if run.state != State.APPLYING:
        return
    with _told(run):
        job = KINDS[run.kind](run)
        mark = mark_of(job.parts())
        _hold_to(mark, run)
        if run.counts.get("strict"):
            with being_written(), transaction.atomic():
                _all_of(job, run, mark)
        else:
            _all_of(job, run, mark)
        through = ImportRun.objects.filter(pk=run.pk, state=State.APPLYING, counts__mark=mark)
        through.update(state=State.APPLIED)
    forget(run)


def forget(run: ImportRun) -> None:
    """Remove the files of a run that is over: what they said stands in the rows."""
    if ImportRun.objects.filter(pk=run.pk, state=State.APPLIED).exists():
        default_storage.delete(run.file.name)
        default_storage.delete(scans_of(run))


@transaction.atomic
def _hold_to(mark: str, run: ImportRun) -> None:
    """Where the file is cut otherwise than when it stopped, it is gone through anew; what is done is unchanged then."""
    held = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if held.state == State.APPLYING and held.counts.get("mark") != mark:
        held.counts |= {"mark": mark, "applied": {}}
        held.done, held.refused = 0, []
        held.save(update_fields=["counts", "done", "refused"])


def _all_of(job: Job, run: ImportRun, mark: str) -> None:
    end = 0
    for part in job.parts():
        end += len(part)
        if run.counts.get("strict"):
            _part(job, run, part, end, mark)
            continue
        with being_written():
            try:
                _part(job, run, part, end, mark)
            except IntegrityError:  # somebody wrote the same person meanwhile: look again, once
                _part(job, run, part, end, mark)


@transaction.atomic
def _part(job: Job, run: ImportRun, part: Sequence[Any], end: int, mark: str) -> None:
    """One part, and how far the run is, in the same transaction; a part that is done is passed over.

    So is everything for who cut the file otherwise than the one who goes through it now.
    """
    held = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if held.state != State.APPLYING or held.counts.get("mark") != mark or held.done >= end:
        return
    ready = part and isinstance(part[0], Step)
    steps = list(part) if ready else job.plan(part, lock=True)
    wrong = [[step.line, step.reason] for step in steps if step.act == REFUSED]
    if wrong and held.counts.get("strict"):
        raise Refused(
            _("Line %(line)d: %(reason)s Nothing was applied.") % {"line": wrong[0][0], "reason": wrong[0][1]}
        )
    if not ready:
        job.write(steps, at=timezone.now())
    held.counts["applied"] = Counter(held.counts["applied"]) + Counter(step.act for step in steps)
    held.done = end
    fields = ["counts", "done"]
    if wrong:
        held.refused = sorted([*held.refused, *wrong])
        fields.append("refused")
    held.save(update_fields=fields)


@contextmanager
def _told(run: ImportRun):
    """In the language of who waits for it; what goes wrong is said on the page of the run."""
    # Another who applied the same file may be through with it, and the file be gone: that is no fault.
    going = ImportRun.objects.filter(pk=run.pk).exclude(state=State.APPLIED)
    with translation.override(run.by.reads):
        try:
            yield
        except (NotReadable, Refused) as fault:
            going.update(state=State.FAILED, error=str(fault))
        except Exception:
            logger.exception("The import %s failed", run.uuid)
            error = _("Something went wrong on our side, and it was noted. The lines at hand were not written.")
            going.update(error=error)
            going.filter(state=State.READING).update(state=State.FAILED)
