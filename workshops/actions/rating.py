"""Deeds upon the framework: its statements, and how an office rates itself against them."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import Office, User
from elearning.people.rules import sees_all

from ..commitments.rules import may_rate
from ..models import FrameworkStatement, Rating, Workshop

Moment = Rating.Moment
AFTER_DAYS = 180
BEFORE_STATES = (Workshop.State.OPEN, Workshop.State.CONFIRMED, Workshop.State.LIVE)
AFTER_STATES = (Workshop.State.LIVE, Workshop.State.REPORTING, Workshop.State.CLOSED)


def statements() -> list[FrameworkStatement]:
    """The statements by which offices rate themselves now."""
    return list(FrameworkStatement.objects.filter(retired=False))


def why_not(workshop: Workshop, moment: str, *, at: datetime.datetime | None = None) -> str:
    """The sentence that says why offices do not rate themselves at this moment; empty while they do."""
    today = (at or timezone.now()).astimezone(workshop.tz).date()
    if moment == Moment.BEFORE:
        if workshop.state in BEFORE_STATES and today <= workshop.starts_on:
            return ""
        return _("The rating before the workshop was open until the end of its first day. It stays as it is.")
    first = workshop.ends_on + datetime.timedelta(days=AFTER_DAYS)
    if today < first:
        return _("The second rating opens on %(day)s, 180 days after the workshop.") % {"day": first.isoformat()}
    if workshop.state not in AFTER_STATES:
        state = workshop.get_state_display()
        return _("The workshop is %(state)s: its ratings stay as they are.") % {"state": state}
    return ""


@transaction.atomic
def rate(
    workshop: Workshop,
    office: Office,
    moment: str,
    scores: Mapping[str, int],
    *,
    by: User,
    note: str = "",
    at: datetime.datetime | None = None,
) -> Rating:
    """Keep how the office rates itself: 0 to 4 for some or all statements, with what these say now.

    Until the moment is over the last save counts; a statement that is left out keeps its score. Raises `Refused`.
    """
    at = at or timezone.now()
    held = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
    if not may_rate(by, held, office):
        raise Refused(_("An office is rated by its focal point, or by whoever leads its plan of action."))
    if sentence := why_not(held, moment, at=at):
        raise Refused(sentence)
    known = {each.code: each for each in statements()}
    given = {code: score for code, score in scores.items() if code in known}
    if any(type(score) is not int or not 0 <= score <= 4 for score in given.values()):
        raise Refused(_("Each statement is rated from 0 to 4."))
    if not given:
        raise Refused(_("Nothing is rated yet. Choose a level for at least one statement."))
    row = Rating.objects.filter(workshop=held, office=office, moment=moment).first()
    row = row or Rating(workshop=held, office=office, moment=moment)
    row.scores = {**row.scores, **given}
    row.statements = {**row.statements, **{code: known[code].texts for code in given}}
    row.note, row.by, row.at = note, by, at
    row.save()
    log(by, "workshop.office_rated", row, at=at, moment=moment, statements=len(given))
    return row


@transaction.atomic
def save_statement(
    values: dict[str, Any], *, by: User, statement: FrameworkStatement | None = None
) -> FrameworkStatement:
    """Add a statement, or correct one. What was rated keeps the words that it was rated by."""
    if not sees_all(by):
        raise Refused(_("The framework is kept by headquarters."))
    row = statement or FrameworkStatement()
    for name in ("code", "texts", "order", "retired"):
        setattr(row, name, values[name])
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(_("Another statement has this code. Choose another one."), "code") from error
    log(by, "workshop.statement_saved", row, code=row.code, texts=row.texts, retired=row.retired)
    return row


@transaction.atomic
def load_statements(rows: Iterable[Mapping[str, Any]]) -> int:
    """Put the statements of a data file in; a known code is left as it is. Returns how many are new."""
    made = 0
    for order, row in enumerate(rows):
        texts = {name: text for name, text in row.items() if name not in ("code", "module")}
        made += FrameworkStatement.objects.get_or_create(code=row["code"], defaults={"texts": texts, "order": order})[1]
    return made
