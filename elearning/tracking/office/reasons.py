"""Why somebody is not reminded: pure, and in words."""

import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from elearning.people.models import User

from ..models import Standing

NOT_TWICE_WITHIN = datetime.timedelta(days=7)
WORDS: dict[str, Any] = {
    "met": _("nothing is asked of her now"),
    "exempt": _("she is exempt"),
    "away": _("she is away today"),
    "recent": _("she was reminded in the last seven days"),
    "unreachable": _("she has no account with an address; tell her in person"),
    "self": _("this is yourself"),
}


def why_not(
    state: str,
    person: User,
    *,
    by: User | None,
    away: bool,
    nudged_at: datetime.datetime | None,
    now: datetime.datetime,
) -> str:
    """The key of the first reason not to remind her; empty if she may be. `nudged_at` is her last reminder of it."""
    if state not in (Standing.State.DUE, Standing.State.OVERDUE):
        return "exempt" if state == Standing.State.EXEMPT else "met"
    if by is not None and person.pk == by.pk:
        return "self"
    if away:
        return "away"
    if nudged_at and nudged_at > now - NOT_TWICE_WITHIN:
        return "recent"
    return "" if person.email and person.is_active else "unreachable"


def in_words(key: str) -> str | Promise:
    """The reason as the end of a sentence."""
    return WORDS[key]
