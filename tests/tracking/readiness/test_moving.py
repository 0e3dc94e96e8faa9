"""Forty people between twelve offices over two years: each month's figures against a naïve recount of the rows."""

import datetime
import random
from collections import Counter
from uuid import UUID

import pytest

from elearning.people.actions import end_posting, move, post, withdraw_posting
from elearning.people.models import Office, Posting, User
from elearning.records.actions import annul, record_achievement
from elearning.records.models import LearningRecord
from elearning.tracking.models import Exemption, Requirement, RequirementVersion
from elearning.tracking.readiness.counting import Asked, count_offices
from elearning.tracking.readiness.deriving import derive_stale
from tests.factories import make_office

from .naive import add_months

BEGIN, MONTHS, MANY = datetime.date(2024, 1, 1), 24, 40
COURSE, OTHER = UUID(int=1), UUID(int=2)
DAY = datetime.timedelta(days=1)


def at(day, hour=9):
    return datetime.datetime.combine(day, datetime.time(hour), datetime.UTC)


@pytest.fixture
def world(db):
    """What happened, day after day, told by the actions; a part of it was recorded weeks later, or taken back."""
    root = make_office("HQ", kind="headquarters")
    regions = [make_office(f"R{number}", kind="regional", parent=root) for number in range(3)]
    offices = [make_office(f"C{number}", parent=regions[number % 3]) for number in range(8)]
    offices = [root, *regions, *offices]
    requirements = [_require("all", days=60, months=12), _require("region", offices=[regions[1].pk], days=20, months=6)]
    people = User.objects.bulk_create(
        User(name=f"Person {number}", sex=("female", "male")[number % 2]) for number in range(MANY)
    )
    chance = random.Random(6)
    for person in people:
        _live(person, offices, requirements, chance)
    return requirements


def _require(code, *, offices=(), **fields):
    requirement = Requirement.objects.create(code=code)
    RequirementVersion.objects.create(
        requirement=requirement,
        number=1,
        titles={"en": code},
        from_day=BEGIN + 40 * DAY,
        subjects=[{"kind": "course", "value": str(COURSE)}],
        offices=list(offices),
        grace=10,
        published_at=at(BEGIN + 30 * DAY),
        **fields,
    )
    return requirement


def _live(person, offices, requirements, chance):
    """Two years of one person."""
    day = BEGIN + chance.randrange(0, 120) * DAY
    category = chance.choice(["staff", "staff", "intern", "police"])
    current = post(person, chance.choice(offices), started_on=day, category=category, at=at(day + _late(chance)))
    last = BEGIN + 730 * DAY
    while (day := day + chance.randrange(30, 200) * DAY) < last:
        heard = at(day + _late(chance))
        match chance.randrange(8):
            case 0:
                withdraw_posting(current, reason="written for another", by=None, at=heard)
                current = post(person, current.office, started_on=current.started_on, category="staff", at=heard)
            case 1:
                end_posting(current, ended_on=day, at=heard)
                day += chance.randrange(1, 60) * DAY
                current = post(person, chance.choice(offices), started_on=day, at=at(day + _late(chance)))
            case _:
                others = [office for office in offices if office != current.office]
                current = move(person, chance.choice(others), on=day, at=heard)
    for number in range(chance.randrange(4)):
        _achieve(person, BEGIN + chance.randrange(730) * DAY, chance, number)
    if chance.random() < 0.2:
        start = BEGIN + chance.randrange(600) * DAY
        Exemption.objects.create(
            requirement=chance.choice(requirements), person=person, reason="long leave", started_on=start,
            ended_on=start + 90 * DAY, recorded_at=at(start + _late(chance)),
            withdrawn_at=at(start + 70 * DAY) if chance.random() < 0.5 else None,
        )  # fmt: skip


def _late(chance):
    """After how many days we heard of it."""
    return chance.choice([0, 0, 0, 1, 17, 45, 100]) * DAY


def _achieve(person, day, chance, number):
    """A course done: mostly the one that is asked for; some are annulled, some do not last."""
    found = record_achievement(
        person, subject_kind="course", subject_uuid=COURSE if chance.random() < 0.8 else OTHER, title={"en": "Course"},
        kind="completion", achieved_on=day, basis={}, at=at(day + _late(chance), 10 + number),
        valid_until=day + 100 * DAY if chance.random() < 0.3 else None,
    )  # fmt: skip
    if chance.random() < 0.4:
        annul(found, by=None, reason="not earned", at=found.recorded_at + chance.randrange(1, 90) * DAY)


class Recount:
    """Reads each row and the plain words of the rules; knows neither facts nor fold nor standings."""

    def __init__(self, requirement):
        self.asked = requirement.versions.get()
        roots = Office.objects.filter(pk__in=self.asked.offices)
        self.inside = {office.pk for office in Office.objects.all() if any(_within(office, root) for root in roots)}
        self.postings, self.records, self.exemptions = {}, {}, {}
        for posting in Posting.objects.order_by("started_on"):
            self.postings.setdefault(posting.person_id, []).append(posting)
        for record in LearningRecord.objects.filter(kind="completion", subject_uuid=COURSE).select_related(
            "annulled_by"
        ):
            self.records.setdefault(record.person_id, []).append(record)
        for exemption in Exemption.objects.filter(requirement=requirement):
            self.exemptions.setdefault(exemption.person_id, []).append(exemption)

    def figures(self, day, known_at):
        """(office, state) -> how many people."""
        return Counter(filter(None, (self.stand(person, day, known_at) for person in self.postings)))

    def stand(self, person, day, known_at):
        known = [_as_known(each, known_at) for each in self.postings[person]]
        known = [each for each in known if each]
        now = next((each for each in known if each[0] <= day and (each[1] is None or day <= each[1])), None)
        if now is None:
            return None
        if not self.is_asked(now[2]) or known_at < self.asked.published_at or day < self.asked.from_day:
            return now[2], "not_required"
        opened = now[0]
        for begins, ends, office in reversed(known):
            if ends and ends == opened - DAY and self.is_asked(office):
                opened = begins
        return now[2], self.state(person, day, known_at, max(opened, self.asked.from_day))

    def is_asked(self, office):
        return not self.asked.offices or office in self.inside

    def state(self, person, day, known_at, opened):
        ends = [end for end in self.ends(person, day, known_at) if end >= opened]
        if any(end >= day for end in ends):
            return "met"
        for each in self.exemptions.get(person, ()):
            taken_back = each.withdrawn_at and each.withdrawn_at <= known_at
            if each.recorded_at <= known_at and not taken_back and each.started_on <= day <= each.ended_on:
                return "exempt"
        due = max(ends) if ends else opened + self.asked.days * DAY
        return "due" if day <= due + self.asked.grace * DAY else "overdue"

    def ends(self, person, day, known_at):
        """The last valid day of each record that she had achieved by then."""
        for record in self.records.get(person, ()):
            annulled = hasattr(record, "annulled_by") and record.annulled_by.recorded_at <= known_at
            if record.recorded_at <= known_at and not annulled and record.achieved_on <= day:
                end = add_months(record.achieved_on, self.asked.months) - DAY
                yield min(end, record.valid_until or end)


def _within(office, root):
    return office.path.startswith(root.path)


def _as_known(posting, known_at):
    """(first day, last day or None, office); nothing for one not known, withdrawn, or outside the house."""
    withdrawn = posting.withdrawn_at and posting.withdrawn_at <= known_at
    if posting.recorded_at > known_at or withdrawn or posting.category == "police":
        return None
    end_known = posting.end_recorded_at and posting.end_recorded_at <= known_at
    return posting.started_on, posting.ended_on if end_known else None, posting.office_id


def test_each_months_figures_are_those_of_a_recount_as_known_now_then_and_in_between(world):
    derive_stale()
    now, late, different = at(datetime.date(2026, 11, 1)), at(BEGIN + 400 * DAY), 0
    for requirement in world:
        recount = Recount(requirement)
        for month in range(1, MONTHS + 1):
            day = add_months(BEGIN, month) - DAY
            moments = [at(day, 23), now] if requirement == world[0] or month % 3 == 0 else [at(day, 23)]
            figures = []
            for known_at in [*moments, late] if month % 6 == 0 else moments:
                counted = count_offices(Asked(requirement, day, known_at), Office.objects.all())
                figures.append(_by_state(counted))
                assert figures[-1] == recount.figures(day, known_at), (requirement.code, day, known_at)
            different += figures[0] != figures[-1]
    # Late news changed many a figure afterwards, and those that were given before can be given again.
    assert different > MONTHS // 2


def _by_state(counted):
    return Counter(
        {(office, state): many for office, counts in counted.items() for state, many in vars(counts).items() if many}
    )
