"""Why a person stands as she does towards a requirement on a day: the facts that decided, and those that did not."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from .audience import INTERNAL, Parts, in_force, parts, served, spans
from .facts import ExemptionFact, Facts, PostingFact, RecordFact, VersionFact, day_plus, last_of
from .stretches import Stretch, matches, validity
from .walking import Walk

# What may be said of a record.
COUNTS, EXPIRED, LATER, ANNULLED = "counts", "expired", "later", "annulled"
PARTICIPATION, OTHER = "participation", "other"


@dataclass(frozen=True)
class Weighed:
    """A record and the verdict on it; `until` is the last day on which it satisfies, if it is of a subject at all."""

    record: RecordFact
    verdict: str
    until: datetime.date | None = None


@dataclass(frozen=True)
class Owed:
    """How the due day came: `days` counted from the day on which she was first asked, or the end of what she held.

    `moved` are the stretches of absence, or without a line, that moved it (half-open); `overdue_from` is the first day
    after the days of grace.
    """

    opened: datetime.date | None
    lapsed: datetime.date | None
    days: int
    moved: tuple[Stretch, ...]
    due_on: datetime.date
    grace: int
    overdue_from: datetime.date


@dataclass(frozen=True)
class Why:
    """The state on a day and what it comes from. No posting: she is not counted, and `state` is empty.

    `audience` says which parts of the version's audience her posting matches; `owed` is there if nothing is met.
    """

    state: str = ""
    until: datetime.date | None = None
    since: datetime.date | None = None
    version: VersionFact | None = None
    posting: PostingFact | None = None
    service_since: datetime.date | None = None
    audience: Parts | None = None
    records: tuple[Weighed, ...] = ()
    exemption: ExemptionFact | None = None
    owed: Owed | None = None

    @property
    def due_on(self) -> datetime.date | None:
        return self.owed.due_on if self.owed else None

    @property
    def next_step(self) -> str:
        """What she can do: "comply", "renew" what ended, or nothing."""
        if self.state not in ("due", "overdue"):
            return ""
        return "comply" if self.owed.opened else "renew"


def explain(facts: Facts, versions: Sequence[VersionFact], day: datetime.date, known_at: datetime.datetime) -> Why:
    """Why she stands so on a day, as known at a moment; `versions` are all of one requirement."""
    row = served(posting for posting in _known(facts.postings, known_at) if posting.category in INTERNAL)
    ruling = in_force([each for each in sorted(versions, key=_number) if each.known_from <= known_at])
    past = [span for span in spans(row, ruling) if span[0] <= day]
    if not past or past[-1][1] <= day:
        return Why()
    # What comes after the day does not count: the last span ends with it.
    past[-1] = (past[-1][0], day_plus(day, 1), *past[-1][2:])
    exemptions = _exemptions(facts, versions, known_at)
    walk = _walk(row, facts, exemptions, known_at)
    pieces = walk.through(past)
    _, _, posting, service_since, version = past[-1]
    state, until = pieces[-1][2][2:]
    asked = version is not None and state != "not_required"
    return Why(
        state=state,
        until=until,
        since=_since(pieces),
        version=version,
        posting=posting,
        service_since=service_since,
        audience=parts(version, posting, service_since) if version else None,
        records=_weighed(facts, version, day, known_at) if version else (),
        exemption=_exempting(exemptions, day) if asked else None,
        owed=_owed(walk, version, day) if asked and state != "met" else None,
    )


def _walk(row: list, facts: Facts, exemptions: list[ExemptionFact], known_at: datetime.datetime) -> Walk:
    return Walk(
        row,
        records=_known(facts.records, known_at),
        exemptions=exemptions,
        absences=_known(facts.absences, known_at),
        offlines=_known(facts.offlines, known_at),
    )


def _exemptions(facts: Facts, versions: Sequence[VersionFact], known_at: datetime.datetime) -> list[ExemptionFact]:
    requirement = versions[0].requirement if versions else None
    return [each for each in _known(facts.exemptions, known_at) if each.requirement == requirement]


def _number(version: VersionFact) -> int:
    return version.number


def _known(rows, moment: datetime.datetime) -> list:
    return [row for row in rows if row.known_from <= moment < row.known_to]


def _since(pieces: list[tuple]) -> datetime.date:
    """The first day of the state in which she is, without a break; it may have changed its end meanwhile."""
    since, _, value = pieces[-1]
    for day_from, day_to, earlier in reversed(pieces[:-1]):
        if day_to != since or earlier[2] != value[2]:
            break
        since = day_from
    return since


def _exempting(exemptions: list[ExemptionFact], day: datetime.date) -> ExemptionFact | None:
    """The one that lasts longest of those that hold."""
    holding = [each for each in exemptions if each.day_from <= day < each.day_to]
    return max(holding, key=lambda each: each.day_to, default=None)


def _owed(walk: Walk, version: VersionFact, day: datetime.date) -> Owed:
    due = [due for begins, due in walk.debt(version) if begins is None or begins <= day][-1]
    base = walk.opened or walk.lapsed
    return Owed(
        opened=walk.opened,
        lapsed=walk.lapsed,
        days=version.days if walk.opened else 0,
        moved=tuple((start, end) for start, end in walk.uncounted if start <= min(due, day) and base < end),
        due_on=due,
        grace=version.grace,
        overdue_from=day_plus(due, version.grace + 1),
    )


def _weighed(
    facts: Facts, version: VersionFact, day: datetime.date, known_at: datetime.datetime
) -> tuple[Weighed, ...]:
    """Every record that was known, the newest first."""
    known = [record for record in facts.records if record.known_from <= known_at]
    known.sort(key=lambda record: (record.achieved_on, record.id), reverse=True)
    return tuple(_weigh(record, version, day, known_at) for record in known)


def _weigh(record: RecordFact, version: VersionFact, day: datetime.date, known_at: datetime.datetime) -> Weighed:
    if not matches(version, record):
        whole = record.kind == "participation" and matches(version, record._replace(kind="completion"))
        return Weighed(record, PARTICIPATION if whole else OTHER)
    _, end = validity(version, record)
    if record.known_to <= known_at:
        verdict = ANNULLED
    elif record.achieved_on > day:
        verdict = LATER
    else:
        verdict = COUNTS if day < end else EXPIRED
    return Weighed(record, verdict, last_of(end))
