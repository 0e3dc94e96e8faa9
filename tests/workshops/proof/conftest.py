"""The small workshop, led by Chen, and its issue; the demonstration workshop with its test totals."""

import pytest

from assessments.models import PaperScore, TestPair
from elearning.records import actions as records
from tests.assessments.factories import make_quiz
from tests.replay import Worlds
from tests.workshops.attending import play
from workshops.actions.certifying import issue_all
from workshops.attending import CONTEXT
from workshops.models import IssueRun
from workshops.proof.preview import preview_of
from workshops.proof.warnings import warnings_of
from workshops.proof.working import work_through

from .rooms import AT, make_room, settle

WORLDS = Worlds()


@pytest.fixture
def room(offices, amina, bruno, chen):
    """Over, and nothing is settled."""
    return WORLDS.make("room", lambda: {"room": make_room(offices, chen)}, amina.pk, bruno.pk, chen.pk)["room"]


@pytest.fixture
def ready(room):
    """Over, with names confirmed and the day signed."""
    settle(room)
    return room


@pytest.fixture
def played(mombasa, data, dana):
    """The three days in Mombasa with the totals of the tests from paper."""
    play(mombasa, data)
    mombasa.test_pair = TestPair.objects.create(titles={"en": "Test"}, before=make_quiz(1), after=make_quiz(1))
    mombasa.save()
    post = {row["no"]: row["post"] for row in data["participants"] if row.get("post") is not None}
    PaperScore.objects.bulk_create(
        PaperScore(
            pair=mombasa.test_pair, side="after", person=one.person, context_kind=CONTEXT, context_key=mombasa.code,
            score=post[one.number], max_score=100, taken_on=mombasa.ends_on, entered_by=dana,
        )
        for one in mombasa.registrations.select_related("person") if one.number in post
    )  # fmt: skip
    return mombasa


@pytest.fixture(autouse=True)
def _plain_documents(monkeypatch):
    """A document takes a third of a second to draw; what is in it is looked at elsewhere."""
    monkeypatch.setattr(records, "certificate_pdf", lambda certificate: b"%PDF-1.4 " + certificate.serial.encode())


@pytest.fixture
def issue(ready, chen):
    """Issues what is due now, and works it off."""

    def issued(**values) -> IssueRun:
        keys = [warned.key for warned in warnings_of(ready, preview_of(ready))]
        run = issue_all(ready, by=chen, acknowledged=keys, at=AT, **values)
        return work_through(run)

    return issued
