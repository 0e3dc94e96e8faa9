"""What the pages of seats show: the balance, and one row for each candidate; queries do not grow with their number."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from elearning.people.models import Posting, User

from ..actions.confirming import is_cleared
from ..models import SPOKEN_LANGUAGES, Offer, Quota, Registration, Workshop
from ..querysets import RegistrationQuerySet
from .balance import Share, Standing, shares
from .clashes import Clash, clashes_of
from .counting import standing_of

State = Registration.State
SEXES = dict(User.Sex.choices)
LANGUAGES = dict(SPOKEN_LANGUAGES)


@dataclass(frozen=True)
class QuotaLine:
    """One quota as it stands, counting those who are ticked; `pk` 0 is for those without a quota."""

    quota: Quota | None
    standing: Standing
    waiting: int
    reserve: int

    @property
    def sex_name(self) -> str:
        return self.quota.get_least_sex_display() if self.quota and self.quota.least_sex else ""


@dataclass(frozen=True)
class Balance:
    """The whole workshop, counting those who are ticked as if they held a seat."""

    capacity: int
    taken: int
    ticked: int
    lines: list[QuotaLine]
    sexes: list[tuple[str, Share]]
    languages: list[tuple[str, Share]]

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)

    @property
    def over(self) -> int:
        return max(0, self.taken - self.capacity)


def balance_of(workshop: Workshop, ticked: Collection[int] = ()) -> Balance:
    """Two queries: the quotas and the participants, each with the keys of those who are ticked on the page."""
    quotas = list(workshop.quotas.select_related("office", "partner__office"))
    rows = workshop.registrations.participants().order_by().select_related("person")
    rows = list(rows.only("state", "quota_id", "sex", "language", "workshop_id", "person__sex", "person_id"))
    waiting = [row for row in rows if row.state in Registration.WAITING]
    more = [row for row in rows if row.pk in ticked and row.state not in Registration.HOLDING]
    seated = [row for row in rows if row.state in Registration.HOLDING] + more
    keys: list[Quota | None] = [*quotas] if quotas else [None]
    if quotas and any(row.quota_id is None for row in rows):
        keys.append(None)
    return Balance(
        capacity=workshop.capacity,
        taken=len(seated),
        ticked=len(more),
        lines=[_line(workshop, quota, seated, waiting) for quota in keys],
        sexes=named(shares(sex_of(row) for row in seated), SEXES),
        languages=named(shares(row.language for row in seated), LANGUAGES),
    )


def _line(
    workshop: Workshop, quota: Quota | None, seated: list[Registration], waiting: list[Registration]
) -> QuotaLine:
    key = quota.pk if quota else None
    sexes = [sex_of(row) for row in seated if row.quota_id == key]
    standing = standing_of(quota, sexes) if quota else Standing(0, workshop.capacity, tuple(sexes))
    own = Counter(row.state for row in waiting if row.quota_id == key)
    return QuotaLine(quota, standing, waiting=sum(own.values()) - own[State.RESERVE], reserve=own[State.RESERVE])


def sex_of(row: Registration) -> str:
    """As it was copied at the confirmation, else as it is."""
    return row.sex or row.person.sex


def named(found: Iterable[Share], names: dict[str, Any]) -> list[tuple[str, Share]]:
    return [(str(names.get(share.value, share.value)), share) for share in found]


@dataclass
class Candidate:
    """One row of a list of candidates."""

    registration: Registration
    job: str = ""
    supervisor: str = ""
    clashes: list[Clash] = field(default_factory=list)
    offer: Offer | None = None
    ticked: bool = False
    being_decided: bool = False

    @property
    def cleared(self) -> bool:
        return is_cleared(self.registration)

    @property
    def sex_name(self) -> str:
        return str(SEXES[sex_of(self.registration)])


def candidates(
    workshop: Workshop, found: RegistrationQuerySet, *, ticked: Collection[int] = (), clashing: bool = False
) -> list[Candidate]:
    """Rows for these registrations, by rank; three queries, and two more for clashes."""
    offers = Prefetch("offers", Offer.objects.order_by("-made_at", "-pk"))
    known = found.select_related("person", "office", "partner__office", "group", "quota__office", "quota__partner")
    rows = list(known.prefetch_related(offers).order_by("rank", "pk"))
    people = [row.person_id for row in rows]
    today = timezone.now().astimezone(workshop.tz).date()
    posted = Posting.objects.on(today).filter(person__in=people).select_related("supervisor").order_by("-started_on")
    postings = {posting.person_id: posting for posting in posted}
    busy = clashes_of(workshop, people) if clashing else {}
    made = []
    for row in rows:
        row.workshop = workshop
        posting = postings.get(row.person_id)
        made.append(
            Candidate(
                registration=row,
                job=(posting.job_title or str(posting.get_category_display())) if posting else "",
                supervisor=posting.supervisor.name if posting and posting.supervisor else "",
                clashes=busy.get(row.person_id, []),
                offer=next(iter(row.offers.all()), None),
                ticked=row.pk in ticked,
            )
        )
    return made


def by_quota(rows: Iterable[Candidate]) -> dict[int | None, list[Candidate]]:
    found: dict[int | None, list[Candidate]] = {}
    for row in rows:
        found.setdefault(row.registration.quota_id, []).append(row)
    return found
