"""What of workshops goes with an erased person; who was there, as a number, stays."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver

from elearning.people.keeping_data.erasing import Goes
from elearning.people.keeping_data.hiding import ERASED
from elearning.people.merging.moving import rows
from elearning.people.signals import erasing

from .models import (
    CalendarFeed,
    Device,
    FormAnswer,
    GoodPractice,
    Letter,
    NameRequest,
    Need,
    PersonalChange,
    Registration,
    Report,
    RoomQuestion,
    Sheet,
    Travel,
)
from .reports.dataset import digest_of


@receiver(erasing)
def leave_the_room(sender, *, people: list[int], at: datetime.datetime, goes: Goes, **kwargs) -> dict[str, int]:
    """Her seat stays as it was counted: office, country, category, sex, language, presence."""
    goes.keep(
        "registrations and attendance: office, country, category, sex, hours", "figures of workshops rest on them"
    )
    seats = Registration.objects.filter(person__in=people)
    keys = list(seats.values_list("pk", flat=True))
    devices = Device.objects.filter(person__in=people)
    devices.filter(revoked_at=None).update(revoked_at=at)
    return {
        "badges, consents and motivations": seats.update(badge_code=None, motivation="", in_list=False, photo=False),
        "devices": devices.update(label="–", secret_digest=""),  # nosec B106
        "calendar addresses": CalendarFeed.objects.filter(person__in=people).delete()[0],
        "travel details": Travel.objects.filter(registration__in=keys).delete()[0],
        "needs": Need.objects.filter(registration__in=keys).delete()[0],
        "requests for another name": _spellings(NameRequest.objects.filter(registration__in=keys), goes),
        "personal changes of agendas": PersonalChange.objects.filter(registration__in=keys).update(changes=[]),
        "answers in her own words": _own_words(FormAnswer.objects.filter(registration__in=keys)),
        "questions with her name": RoomQuestion.objects.filter(registration__in=keys).update(with_name=False),
        "letters": goes.hide_in(rows(Letter).filter(registration__in=keys)),
        **_practices(keys, goes),
        **_papers(seats, goes),
    }


def _spellings(wished: QuerySet[NameRequest], goes: Goes) -> int:
    for each in wished:
        goes.also_known_as(each.name, each.name_own_script)
    return wished.delete()[0]


def _own_words(answers: QuerySet[FormAnswer]) -> int:
    """Texts go; numbers and choices are counted on. Anonymous answers cannot be told from others', so they stay."""
    changed = 0
    for each in answers:
        plain = {key: value for key, value in each.answers.items() if not isinstance(value, str)}
        if plain != each.answers:
            FormAnswer.objects.filter(pk=each.pk).update(answers=plain)
            changed += 1
    return changed


def _practices(keys: list[int], goes: Goes) -> dict[str, int]:
    """Drafts go with their photographs; what was published is her office's, and its page is its editors'."""
    drafts = GoodPractice.objects.filter(registration__in=keys, page=None)
    goes.take(*(each.photo for each in drafts))
    if GoodPractice.objects.filter(registration__in=keys, page__isnull=False).exists():
        goes.keep("good practices that were published, with their photographs", "they are published by her office")
    return {"drafts of good practices": drafts.delete()[0]}


def _papers(seats: QuerySet[Registration], goes: Goes) -> dict[str, int]:
    """Sign-in sheets name her by the key of her seat; of reports that nobody approved the digest is made anew."""
    keys, workshops = set(seats.values_list("pk", flat=True)), seats.values("workshop")
    sheets = 0
    for sheet in Sheet.objects.filter(workshop__in=workshops):
        said = [_without_name(row) if row.get("registration") in keys else row for row in sheet.rows]
        if said != sheet.rows:
            sheets += Sheet.objects.filter(pk=sheet.pk).update(rows=said)
            if sheet.scan:
                goes.keep(f"the scan of sign-in sheet {sheet.code}", "others signed it too; it goes after five years")
    reports = 0
    for report in Report.objects.filter(workshop__in=workshops).exclude(state=Report.State.APPROVED):
        dataset = goes.words.hidden(report.dataset)
        if dataset != report.dataset:
            fresh = {"dataset": dataset, "sha256": digest_of(dataset), "texts": goes.words.hidden(report.texts)}
            reports += Report.objects.filter(pk=report.pk).update(**fresh)
    return {"rows of sign-in sheets": sheets, "reports not approved": reports}


def _without_name(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"name": ERASED, "own": ""}
