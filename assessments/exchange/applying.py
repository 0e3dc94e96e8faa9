"""Does what a plan says: all of it or nothing, in batches: no query is for one question."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.journal.models import LogEntry
from elearning.people.models import User

from ..models import Category, Picture, Question, QuestionVersion
from .cleaning import clean_content
from .deciding import DRAFT, LONGEST, Item, Outcome
from .known import Path, paths_of_drawers
from .planning import Plan, plan
from .stored_pictures import ENDINGS, NewPicture
from .tagging import put_tags

BATCH = 500


class NotDone(Exception):
    """Nothing was imported; its text says why."""


class Changed(NotDone):
    """The bank is not what it was when the plan was made; `plan` is what would be done now."""

    def __init__(self, fresh: Plan):
        super().__init__(_("The bank was changed meanwhile. Nothing is imported yet: look at it again."))
        self.plan = fresh


def apply_plan(
    asked: Plan, *, by: User | None, at: datetime.datetime | None = None, without_refused: bool = False
) -> LogEntry | None:
    """Import what the plan lists as new or changed; returns the entry of the log, None if there was nothing to do.

    Refused questions keep everything out, unless it is said that the import goes on without them.
    """
    if asked.faults:
        raise NotDone(_("The file has faults. Nothing is imported."))
    if asked.of(Outcome.REFUSED) and not without_refused:
        raise NotDone(_("Some questions are refused. Nothing is imported."))
    if not asked.writes:
        return None
    stored: list[tuple[Storage, str]] = []
    try:
        with transaction.atomic():
            return _apply(_locked(asked), by=by, at=at or timezone.now(), stored=stored)
    except BaseException as error:
        for storage, name in stored:
            storage.delete(name)
        if isinstance(error, IntegrityError):  # somebody imported the same into another bank at this moment
            raise Changed(_anew(asked)) from error
        raise


def _anew(asked: Plan) -> Plan:
    return plan(asked.reading, bank=asked.bank, language=asked.language, state=asked.state)


def _locked(asked: Plan) -> Plan:
    """The plan made again, once nobody else can import into this bank or write its questions."""
    if asked.bank:
        Category.objects.get_or_create(name=asked.bank, parent=None)
    list(Category.objects.select_for_update().order_by("pk").values_list("pk"))
    known = [item.known.pk for item in asked.items if item.known]
    for start in range(0, len(known), BATCH):
        list(Question.objects.select_for_update().filter(pk__in=known[start : start + BATCH]).values_list("pk"))
    fresh = _anew(asked)
    if fresh.digest != asked.digest:
        raise Changed(fresh)
    return fresh


def _apply(plan: Plan, *, by: User | None, at: datetime.datetime, stored: list[tuple[Storage, str]]) -> LogEntry:
    writes = plan.writes
    drawers = _drawers(plan, [item.path for item in writes])
    questions = _questions(writes, drawers, by)
    versions = _versions(writes, questions, plan.state, by, at)
    put_tags({questions[item.code].pk: _tags(item) for item in writes if _tags(item)})
    _store(plan.pictures.values(), by, at, stored)
    entries = [_entry(version, by, at) for version in versions]
    LogEntry.objects.bulk_create(entries, batch_size=BATCH)
    top = drawers[()] if plan.bank else drawers[writes[0].path[:1]]
    return log(by, "questions.imported", Category(pk=top), at=at, bank=plan.bank, **plan.counts)


def _drawers(plan: Plan, paths: Iterable[Path]) -> dict[Path, int]:
    """Every drawer of the bank by its path, those made that are missing: level by level."""
    start = (plan.bank,) if plan.bank else ()
    known: dict[Path, int] = {path: pk for pk, path in paths_of_drawers().items()}
    wanted = {(*start, *path)[:depth] for path in paths for depth in range(1, len(start) + len(path) + 1)}
    missing = sorted(wanted - set(known), key=lambda path: (len(path), path))
    for depth in sorted({len(path) for path in missing}):
        level = [path for path in missing if len(path) == depth]
        made = Category.objects.bulk_create(
            [Category(name=path[-1], parent_id=known.get(path[:-1])) for path in level], batch_size=BATCH
        )
        known |= {path: category.pk for path, category in zip(level, made, strict=True)}
    return {path[len(start) :]: pk for path, pk in known.items() if path[: len(start)] == start}


def _questions(writes: Sequence[Item], drawers: dict[Path, int], by: User | None) -> dict[str, Question]:
    """The questions by their codes: new ones made, others put where the file has them."""
    new = [_new(item, drawers, by) for item in writes if item.outcome == Outcome.NEW]
    made = Question.objects.bulk_create(new, batch_size=BATCH)
    known = Question.objects.in_bulk([item.known.pk for item in writes if item.known])
    moved = []
    for item in writes:
        if item.known and set(item.fields) - {"tags"}:
            question = known[item.known.pk]
            question.category_id = drawers[item.path]
            question.name = item.fields.get("name", question.name)
            question.objective = item.fields.get("objective", question.objective)
            moved.append(question)
    Question.objects.bulk_update(moved, ["category", "name", "objective"], batch_size=BATCH)
    return {question.code: question for question in [*made, *known.values()]}


def _new(item: Item, drawers: dict[Path, int], by: User | None) -> Question:
    return Question(
        code=item.code,
        name=item.name[: LONGEST["name"]],
        category_id=drawers[item.path],
        objective=item.given.objective,
        owner=by,
    )


def _tags(item: Item) -> tuple[str, ...]:
    return item.given.tags if item.outcome == Outcome.NEW else item.fields.get("tags", ())


def _versions(
    writes: Sequence[Item], questions: dict[str, Question], state: str, by: User | None, at: datetime.datetime
) -> list[QuestionVersion]:
    """A further version of each; a draft is changed in place, as `write_question` does. What was ready stays."""
    further, drafts = [], []
    for item in writes:
        if item.content is None:
            continue
        known = item.known
        version = QuestionVersion(question=questions[item.code], number=known.number + 1 if known else 1)
        if known and known.state == DRAFT:
            version.pk, version.number = known.version, known.number
        version.kind, version.points, version.content = item.given.kind, item.points, clean_content(item.content)
        version.state, version.created_by, version.created_at = state, by, at
        (drafts if version.pk else further).append(version)
    QuestionVersion.objects.bulk_create(further, batch_size=BATCH)
    names = ["kind", "points", "content", "state", "created_by", "created_at"]
    QuestionVersion.objects.bulk_update(drafts, names, batch_size=BATCH)
    return [*further, *drafts]


def _entry(version: QuestionVersion, by: Any, at: datetime.datetime) -> LogEntry:
    return LogEntry(
        at=at,
        actor=by if by is not None and by.is_authenticated else None,
        action="question.written",
        subject_type=Question._meta.label_lower,
        subject_id=str(version.question_id),
        detail={"version": version.number, "state": version.state, "imported": True},
    )


def _store(
    pictures: Iterable[NewPicture], by: User | None, at: datetime.datetime, stored: list[tuple[Storage, str]]
) -> None:
    """Each picture once. Their files are named in `stored`, so that they go if the import fails after all."""
    rows = []
    for each in pictures:
        row = Picture(sha256=each.sha256, name=each.name, content_type=each.content_type, added_at=at, added_by=by)
        row.file.save(f"{each.sha256}.{ENDINGS[each.content_type]}", ContentFile(each.data), save=False)
        stored.append((row.file.storage, row.file.name))
        rows.append(row)
    Picture.objects.bulk_create(rows, batch_size=BATCH)
