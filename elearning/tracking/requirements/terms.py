"""What one version of a requirement asks, and the sentence that says why it cannot be asked so; no database."""

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Self

from django.utils.translation import gettext as _

from elearning.people.actions.refusal import Refused
from elearning.people.models.ties import INTERNAL_CATEGORIES

from ..readiness.subjects import read_subjects

FIRST_DAY = datetime.date(2000, 1, 1)
AHEAD = datetime.timedelta(days=5 * 366)
MOST_SUBJECTS, MOST_TITLES, MOST_MONTHS, MOST_DAYS, MOST_GRACE = 30, 50, 240, 3650, 365
DAYS = ("from_day", "joined_after")


@dataclass(frozen=True)
class Terms:
    """The fields of a version that a person decides; lists and dictionaries are as the model keeps them."""

    titles: dict[str, str]
    from_day: datetime.date
    subjects: list[dict[str, Any]]
    months: int | None = None
    offices: list[int] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    job_titles: list[str] = field(default_factory=list)
    joined_after: datetime.date | None = None
    days: int = 90
    grace: int = 0
    is_ended: bool = False
    reason: str = ""

    def values(self) -> dict[str, Any]:
        """The fields by name, as a model takes them."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def as_json(self) -> dict[str, Any]:
        days = {name: value.isoformat() if (value := getattr(self, name)) else None for name in DAYS}
        return self.values() | days

    @classmethod
    def read(cls, said: dict[str, Any]) -> Self:
        """What `as_json` wrote."""
        days = {name: datetime.date.fromisoformat(said[name]) if said[name] else None for name in DAYS}
        return cls(**(said | days))

    @classmethod
    def of(cls, version: Any) -> Self:
        """Those of a version that is published."""
        return cls(**{each.name: getattr(version, each.name) for each in fields(cls)})

    def asks(self) -> dict[str, Any]:
        """What is asked, without the day on which it begins and the reason: two that ask the same have it equal."""
        return {name: value for name, value in self.values().items() if name not in ("from_day", "reason")}


def token_of(said: dict[str, Any], base: int, day: datetime.date) -> str:
    """Stands for the fields of a dry run, the version upon which it was made, and its day: others, another token."""
    whole = json.dumps([said, base, day.isoformat()], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def refuse(terms: Terms, versions: Sequence[Terms], today: datetime.date) -> None:
    """Raise `Refused` if this cannot come after `versions` (oldest first), published on `today`."""
    _refuse_day(terms, versions, today)
    if terms.is_ended:
        if not versions:
            raise Refused(_("A requirement that was never published cannot be ended."), "from_day")
    else:
        _refuse_asking(terms)
    if not terms.titles.get("en"):
        raise Refused(_("Give at least the English title."), "titles")
    if len(terms.reason) > 300:
        raise Refused(_("The reason is too long: 300 characters at most."), "reason")
    if versions and terms.asks() == versions[-1].asks():
        raise Refused(_("This asks the same as the version before. Change something, or leave it as it is."))


def _refuse_day(terms: Terms, versions: Sequence[Terms], today: datetime.date) -> None:
    if terms.from_day < FIRST_DAY or terms.from_day > today + AHEAD:
        raise Refused(_("Choose a day between 1 January 2000 and five years from now."), "from_day")
    if versions and terms.from_day < today:
        sentence = _("A version that follows another begins today or later: what was asked before does not change.")
        raise Refused(sentence, "from_day")
    joined = terms.joined_after
    if joined and not datetime.date(1950, 1, 1) <= joined <= today + AHEAD:
        raise Refused(_("Choose a day between 1 January 1950 and five years from now."), "joined_after")


def _refuse_asking(terms: Terms) -> None:
    if not terms.subjects:
        raise Refused(_("Name at least one course, workshop or topic that satisfies it."), "subjects")
    if len(terms.subjects) > MOST_SUBJECTS:
        raise Refused(_("Name at most %(most)d things that satisfy it.") % {"most": MOST_SUBJECTS}, "subjects")
    try:
        read_subjects(terms.subjects)
    except ValueError as fault:
        raise Refused(_("Choose what satisfies it from the list."), "subjects") from fault
    _refuse_number(terms.months, "months", 1, MOST_MONTHS)
    _refuse_number(terms.days, "days", 0, MOST_DAYS)
    _refuse_number(terms.grace, "grace", 0, MOST_GRACE)
    if set(terms.categories) - set(INTERNAL_CATEGORIES):
        raise Refused(_("Only people of the house can be asked: choose among their categories."), "categories")
    if len(terms.job_titles) > MOST_TITLES or any(len(title) > 120 for title in terms.job_titles):
        sentence = _("Give at most %(most)d job titles, each of at most 120 characters.")
        raise Refused(sentence % {"most": MOST_TITLES}, "job_titles")


def _refuse_number(value: int | None, about: str, least: int, most: int) -> None:
    if value is not None and not least <= value <= most:
        raise Refused(_("Give a number between %(least)d and %(most)d.") % {"least": least, "most": most}, about)


def replaced(terms: Terms, versions: Sequence[Any], today: datetime.date) -> list[Any]:
    """The versions that have not begun and never will, since this one begins on the same day or before."""
    return [each for each in versions if each.from_day > today and terms.from_day <= each.from_day]


def in_force(versions: Sequence[Any], day: datetime.date) -> Any | None:
    """Of versions in the order of their numbers, the one that rules on `day`: the newest that has begun."""
    return next((each for each in reversed(versions) if each.from_day <= day), None)


def coming(versions: Sequence[Any], day: datetime.date) -> list[Any]:
    """Those that begin after `day` and are not overtaken by a newer one, in the order in which they begin."""
    found, before = [], None
    for each in reversed(versions):
        if each.from_day > day and (before is None or each.from_day < before):
            found.append(each)
        before = min(before or each.from_day, each.from_day)
    return found[::-1]
