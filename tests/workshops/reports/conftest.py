"""The demonstration workshop with its three days and both tests, and an edition of its report."""

import datetime

import pytest

from assessments.models import PaperScore, Quiz, TestPair
from tests.workshops.attending import play
from workshops.actions.reporting import make_report
from workshops.models import Report

AT = datetime.datetime(2023, 7, 10, 9, tzinfo=datetime.UTC)


@pytest.fixture
def played(mombasa, data, chen):
    """The workshop as its file tells it: three days, and the totals of both tests from paper."""
    play(mombasa, data)
    mombasa.items.filter(module_code="m3").update(human_rights=True)
    before, after = (Quiz.objects.create(titles={"en": name}) for name in ("Before", "After"))
    mombasa.test_pair = TestPair.objects.create(titles={"en": "Tests"}, before=before, after=after)
    mombasa.save()
    people = {one.number: one.person for one in mombasa.registrations.participants().select_related("person")}
    rows = [
        PaperScore(
            pair=mombasa.test_pair, side=side, person=people[row["no"]], context_kind="workshop",
            context_key=mombasa.code, score=row[name], max_score=12, taken_on=mombasa.ends_on, entered_by=chen,
        )
        for side, name in (("before", "pre"), ("after", "post"))
        for row in data["participants"]
        if row[name] is not None
    ]  # fmt: skip
    PaperScore.objects.bulk_create(rows)
    return mombasa


@pytest.fixture
def report(played, chen) -> Report:
    return make_report(played, by=chen, at=AT)
