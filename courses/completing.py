"""The stored fold of an enrolment: compared with its evidence, written, and the record that completion makes."""

import datetime

from elearning.people.postings import day_of
from elearning.records.actions import record_achievement
from elearning.records.models import LearningRecord

from .models import Enrolment
from .progress import QUIZ_PASSED, Progress


def differences(enrolment: Enrolment, progress: Progress) -> dict[str, object]:
    """The fields of the enrolment's row that disagree with its evidence, each with its right value.

    The day of completion is reckoned once, and again only if the deciding moment itself was wrong.
    """
    moment = progress.deciding.occurred_at if progress.deciding else None
    values: dict[str, object] = {
        "steps_done": progress.done,
        "steps_required": progress.total,
        "next_step": progress.next.step.uuid if progress.next else None,
        "completed_at": moment,
    }
    if moment is None:
        values["completed_on"] = None
    elif enrolment.completed_at != moment:
        values["completed_on"] = day_of(enrolment.person, moment)
    return {name: value for name, value in values.items() if getattr(enrolment, name) != value}


def store_progress(enrolment: Enrolment, *, at: datetime.datetime | None = None) -> dict[str, object]:
    """Write the fold of the evidence into the enrolment's row, and on completion make the record, recorded `at`.

    Called inside a transaction that holds the enrolment; returns the fields that changed.
    """
    progress = enrolment.progress()
    changed = differences(enrolment, progress)
    for name, value in changed.items():
        setattr(enrolment, name, value)
    if changed:
        enrolment.save(update_fields=list(changed))
    if changed.get("completed_at"):
        _complete(enrolment, progress, at)
    return changed


def _complete(enrolment: Enrolment, progress: Progress, at: datetime.datetime | None) -> None:
    version, counted = enrolment.version, [state.evidence for state in progress.required]
    scores = [fact.score for fact in counted if fact.kind == QUIZ_PASSED]
    record_achievement(
        enrolment.person,
        subject_kind="course",
        subject_uuid=enrolment.course.uuid,
        title=version.titles,
        topic=enrolment.course.toolkit_key,
        kind=LearningRecord.Kind.COMPLETION,
        achieved_on=enrolment.completed_on,
        hours=version.hours,
        basis={
            "version": version.number,
            "evidence": [str(fact.uuid) for fact in counted],
            "score": str(scores[-1]),
        },
        at=at,
    )
