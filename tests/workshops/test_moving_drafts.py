"""What a move does to the draft of the agenda: no undo leads back to old days, and times that come twice are named."""

import datetime

import pytest

from elearning.people.actions import Refused
from workshops.actions.drafting import draft_of
from workshops.actions.drafting_edits import redoable, undoable
from workshops.actions.frame import change_frame
from workshops.actions.move_preview import Move, preview_of
from workshops.models import AgendaVersion, Placement, Workshop

from .test_moving import DATES, FIRST, LAST, UNTIL, move, moved, workshop  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db


@pytest.fixture
def emptied(workshop, dana) -> AgendaVersion:  # noqa: F811
    """A draft from which its only item was taken: an undo would put it back on its day."""
    draft = draft_of(workshop, by=dana)
    place = {"day": "2023-07-04", "start": "08:30", "minutes": 30, "lane": 0, "order": 1, "locked": False, "room": None}
    draft.placements.all().delete()
    draft.edits.create(number=1, verb="off", by=dana, before={"D1-01": place}, after={"D1-01": None})
    draft.revision = 1
    draft.save()
    assert undoable(draft)
    return draft


def is_begun_anew(draft, zone):
    draft.refresh_from_db()
    assert (draft.revision, draft.zone) == (2, zone)
    assert (undoable(draft), redoable(draft)) == (None, None)
    assert list(draft.edits.values_list("number", "verb")) == [(2, "dates")]


def test_no_undo_of_an_empty_draft_leads_back_to_old_days_after_a_move(workshop, emptied, dana):  # noqa: F811
    moved(workshop, Move(FIRST, LAST, "Europe/Paris", UNTIL), dana)
    is_begun_anew(emptied, "Europe/Paris")


@pytest.fixture
def alone(workshop, emptied) -> Workshop:  # noqa: F811
    """A draft of a workshop with an empty draft of its agenda, and nobody in it yet."""
    workshop.registrations.all().delete()
    workshop.versions.exclude(pk=emptied.pk).delete()
    Workshop.objects.update(state="draft")
    return workshop


@pytest.mark.parametrize(
    "changed", [{"ends_on": datetime.date(2023, 7, 5)}, {"starts_on": datetime.date(2023, 7, 5)}, {"zone": "Etc/UTC"}]
)
def test_nor_after_other_dates_were_typed_into_the_frame(alone, emptied, dana, changed):
    change_frame(alone, changed, seen=9, by=dana)
    is_begun_anew(emptied, changed.get("zone", "Africa/Nairobi"))


def test_another_venue_leaves_the_draft_as_it_is(alone, emptied, dana):
    change_frame(alone, {"venue": "Elsewhere", "zone": "Africa/Nairobi"}, seen=9, by=dana)
    assert undoable(emptied)


@pytest.mark.parametrize("state", ["open", "confirmed", "live", "reporting", "closed"])
def test_once_it_is_announced_no_date_is_typed(alone, dana, state):
    Workshop.objects.update(state=state)
    with pytest.raises(Refused, match="change these by “Move the dates”"):
        change_frame(alone, {"ends_on": datetime.date(2023, 7, 5)}, seen=9, by=dana)


def test_the_page_offers_the_dates_of_a_draft_alone(alone, dana, client_for):
    seen = {}
    for state in ("draft", "postponed", "open", "closed"):
        Workshop.objects.update(state=state)
        page = client_for(dana).get("/workshops/CEP-2023-MBA/frame/").content.decode()
        seen[state] = ('name="starts_on"' in page, ">move them</a>" in page, "do not move any more" in page)
    assert seen == {
        "draft": (True, False, False),
        "postponed": (True, False, False),
        "open": (False, True, False),
        "closed": (False, False, True),
    }


def test_a_time_that_comes_twice_is_named_before_it_is_taken(workshop, dana, client_for):  # noqa: F811
    Placement.objects.filter(item__code="D1-00").update(start="02:30")
    back = datetime.date(2027, 10, 31)
    until = back - datetime.timedelta(days=9)
    preview = preview_of(workshop, Move(back, back + datetime.timedelta(days=2), "Europe/Paris", until))
    assert [(shift.code, shift.twice, shift.problem) for shift in preview.twice] == [("D1-00", "first", "")]
    sent = {"starts_on": back, "ends_on": "2027-11-02", "zone": "Europe/Paris", "reconfirm_until": until}
    page = client_for(dana).post(DATES, sent).content.decode()
    assert "it takes the first of the two; look at it in the builder" in page
