"""What a focal point sees of a workshop: her own candidates, the balance they make, and how full her quotas are."""

from typing import Any

from elearning.people.models import User
from elearning.people.rules import sees_all

from ..models import Registration, Workshop
from .balance import shares
from .candidates import candidates_for
from .counting import seats_of
from .disclosing import being_decided
from .showing import LANGUAGES, SEXES, Candidate, candidates, named, sex_of

STILL = (*Registration.WAITING, *Registration.HOLDING)


def own_quotas(user: User, workshop: Workshop) -> dict[str, Any]:
    """`groups` of (quota, its standing, her candidates in it), `past` of those who are out, `balance` of the others.

    Of a quota that others nominate for too she is told how many seats are taken, and nothing of by whom. What is
    decided on her candidates is shown once they were told; headquarters sees it at once.
    """
    rows = candidates(workshop, candidates_for(user, workshop))
    undecided = set() if sees_all(user) else being_decided([row.registration for row in rows], workshop)
    for row in rows:
        row.being_decided = row.registration.pk in undecided
    seats = seats_of(workshop)
    still = [row for row in rows if row.being_decided or row.registration.state in STILL]
    keys = dict.fromkeys(row.registration.quota_id for row in still)
    groups = [(seats.quotas.get(key), seats.standings.get(key), _of(still, key)) for key in keys]
    past = [row for row in rows if row not in still]
    return {"groups": groups, "past": past, "balance": _balance(still)}


def _of(rows: list[Candidate], key: int | None) -> list[Candidate]:
    return [row for row in rows if row.registration.quota_id == key]


def _balance(rows: list[Candidate]) -> list[tuple[str, list]]:
    """The shares by sex, job and language, under the name of each."""
    return [
        ("sex", named(shares(sex_of(row.registration) for row in rows), SEXES)),
        ("job", named(shares(row.job for row in rows if row.job), {})),
        ("language", named(shares(row.registration.language for row in rows), LANGUAGES)),
    ]
