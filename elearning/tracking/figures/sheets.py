"""The deed that freezes an answer as a figure sheet, its sealed text, and the comparison with a new count."""

import datetime
import hashlib
import json
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User
from elearning.records.sealing import seal
from workshops.reports.dataset import canonical

from ..models import FigureSheet, Target
from .answering import answer_to, count_for
from .counting import Count
from .keeping import counted
from .questions import Question, read_question
from .reading import Within
from .targets import question_of, reached
from .veiling import too_few, veiled

PURPOSE = "figure-sheet"
SCHEMA = 1  # goes up when a name in a sheet changes its meaning
TRIES = 20


def freeze(
    question: Question,
    *,
    title: str,
    by: User,
    outside: bool = True,
    target: Target | None = None,
    at: datetime.datetime | None = None,
) -> FigureSheet:
    """Number and seal the answer to a question. `outside`: it may leave the house, so small crossings are hidden.

    Numbers of a year have no gaps: a number is taken in the transaction that uses it, and taken again if another was
    faster. Raises `Refused` without a title, and where the total itself would show fewer than five people.
    """
    if not title.strip():
        raise Refused(_("Say what the sheet is for."), "title")
    moment = (at or timezone.now()).astimezone(datetime.UTC).replace(microsecond=0)
    result = result_of(question, outside=outside, target=target, counted=counted(by, question, Within()))
    said = {"question": question.params(), "result": result, "on": question.on, "known_at": question.known_at}
    about = {"title": title.strip(), "outside": outside, "target": target, "frozen_by": by, "frozen_at": moment}
    for _try in range(TRIES):
        sheet = FigureSheet(year=moment.year, **about, **said)
        try:
            return _write(sheet, by)
        except IntegrityError:
            continue
    raise Refused(_("Too many sheets are being frozen at this moment. Try again."))


@transaction.atomic
def _write(sheet: FigureSheet, by: User) -> FigureSheet:
    taken = FigureSheet.objects.filter(year=sheet.year).aggregate(most=Max("number"))["most"] or 0
    sheet.number = taken + 1
    content = canonical(content_of(sheet))
    sheet.sha256, sheet.seal = hashlib.sha256(content).hexdigest(), seal(PURPOSE, content)
    sheet.save()
    log(by, "tracking.sheet_frozen", sheet, at=sheet.frozen_at, sheet=str(sheet), sha256=sheet.sha256)
    return sheet


def result_of(question: Question, *, outside: bool, target: Target | None, counted: Count) -> dict[str, Any]:
    """The numbers as a sheet holds them. A target of another question is counted by its own, on the same two dates."""
    answer = answer_to(question, counted)
    if outside and too_few(answer, question.depth):
        raise Refused(
            _("Fewer than five people are in this number. Ask for a wider group, or keep the sheet inside the house.")
        )
    result = veiled(answer, question.depth) if outside else answer
    return result | {"target": _reached(target, question, outside) if target else None}


def _reached(target: Target, question: Question, outside: bool) -> dict[str, Any]:
    own = question_of(target, on=question.on, known_at=question.known_at)
    answer = answer_to(own, count_for(own, Within()))
    if outside and too_few(answer, own.depth):
        raise Refused(_("Fewer than five people are in the number of the target. Keep the sheet inside the house."))
    return reached(target, answer)


def content_of(sheet: FigureSheet) -> dict[str, Any]:
    """What is sealed: all that the sheet says."""
    return {
        "schema": SCHEMA,
        "sheet": str(sheet),
        "title": sheet.title,
        "question": sheet.question,
        "result": sheet.result,
        "on": sheet.on.isoformat(),
        "known_at": sheet.known_at.astimezone(datetime.UTC).isoformat(),
        "frozen_at": sheet.frozen_at.astimezone(datetime.UTC).isoformat(),
        "outside": sheet.outside,
    }


def intact(sheet: FigureSheet) -> bool:
    """Whether the sheet still says what was sealed."""
    return hashlib.sha256(canonical(content_of(sheet))).hexdigest() == sheet.sha256


def sealed_file(sheet: FigureSheet) -> bytes:
    """The sheet as a file that `manage.py verify_sheet` checks with the public keys alone."""
    whole = {"content": content_of(sheet), "sha256": sheet.sha256, "seal": sheet.seal}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def compared(sheet: FigureSheet) -> list[tuple[str, Any, Any]]:
    """Counts again with the same two dates: each number that differs, as (where, frozen, now). None if it is repeated.

    Raises `Refused` where the question cannot be asked any more.
    """
    question = read_question(sheet.question)
    anew = count_for(question, Within())
    again = result_of(question, outside=sheet.outside, target=sheet.target, counted=anew)
    frozen, now = (
        _flat({name: part for name, part in each.items() if name != "names"}) for each in (sheet.result, again)
    )
    return [(key, frozen.get(key), now.get(key)) for key in sorted({*frozen, *now}) if frozen.get(key) != now.get(key)]


def _flat(part: Any, where: str = "") -> dict[str, Any]:
    """Each number of a result under the way that leads to it; lines of a table go by their key, not their place."""
    if isinstance(part, dict):
        return {k: v for name, inner in part.items() for k, v in _flat(inner, f"{where}/{name}").items()}
    if isinstance(part, list):
        named = [(each.get("key", place) if isinstance(each, dict) else place, each) for place, each in enumerate(part)]
        return {k: v for name, inner in named for k, v in _flat(inner, f"{where}/{name}").items()}
    return {where: part}
