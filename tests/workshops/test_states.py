"""The states of a workshop: only the moves of the table, each with its guards, each once, and who is told."""

import datetime
import itertools

import pytest

from elearning.journal.models import LogEntry
from elearning.notices.models import Delivery, Notice
from elearning.people.actions import Refused
from tests.factories import make_person
from workshops.actions.states import MOVES, missing_for, move_to
from workshops.models import AgendaVersion, Offer, Workshop

from .conftest import AT

pytestmark = pytest.mark.django_db
STATE = "/workshops/CEP-2023-MBA/state/"
BEFORE = datetime.datetime(2023, 5, 1, tzinfo=datetime.UTC)
DURING = datetime.datetime(2023, 7, 5, 9, tzinfo=datetime.UTC)


@pytest.fixture
def workshop(mombasa) -> Workshop:
    """The workshop of Mombasa as a draft that may open."""
    mombasa.state, mombasa.nominations_until = "draft", datetime.date(2023, 6, 1)
    mombasa.save()
    return mombasa


def put(workshop, state, **fields):
    Workshop.objects.filter(pk=workshop.pk).update(state=state, **fields)


def test_no_way_leads_where_the_table_names_none(workshop, dana):
    others = [(a, b) for a, b in itertools.product(MOVES, MOVES) if a != b and b not in MOVES[a]]
    assert len(others) == 57
    for state, target in others:
        put(workshop, state)
        with pytest.raises(Refused, match="no way leads to"):
            move_to(workshop, target, by=dana, reason="because", at=DURING)
        assert Workshop.objects.get().state == state


def test_a_workshop_goes_its_whole_way(workshop, dana):
    moments = {"open": BEFORE, "confirmed": BEFORE, "live": DURING}
    after = datetime.datetime(2023, 7, 6, 14, 30, tzinfo=datetime.UTC)  # 17:30 at the place
    for target in ("open", "confirmed", "live", "reporting", "closed", "archived"):
        move_to(workshop, target, by=dana, at=moments.get(target, after))
    told = LogEntry.objects.filter(action__in=[f"workshop.{t}" for t in MOVES]).order_by("id")
    assert [entry.detail["before"] for entry in told] == ["draft", "open", "confirmed", "live", "reporting", "closed"]
    assert Workshop.objects.get().state == "archived"
    assert not Notice.objects.exists()


def test_the_same_move_twice_is_one(workshop, dana):
    for _time in range(2):
        assert move_to(workshop, "open", by=dana, at=BEFORE).state == "open"
    assert LogEntry.objects.filter(action="workshop.open").count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"due_diligence": "pending"}, "The due diligence is pending"),
        ({"due_diligence": "refused"}, "The due diligence is refused"),
        ({"nominations_until": None}, "Say until when nominations are taken"),
        ({"nominations_until": datetime.date(2023, 7, 4)}, "Say until when nominations are taken"),
        ({"nominations_until": datetime.date(2023, 4, 30)}, "Nominations would be over already"),
        ({"starts_on": datetime.date(2023, 5, 1)}, "The first day is not in the future"),
    ],
)
def test_what_is_missing_before_it_opens_is_named(workshop, dana, changed, sentence):
    put(workshop, "draft", **changed)
    with pytest.raises(Refused, match=sentence):
        move_to(workshop, "open", by=dana, at=BEFORE)
    assert Workshop.objects.get().state == "draft"


def test_a_title_is_reviewed_and_a_due_diligence_cleared_before_it_opens(workshop, dana):
    workshop.texts.update(status="machine")
    with pytest.raises(Refused, match="No title is reviewed yet"):
        move_to(workshop, "open", by=dana, at=BEFORE)
    workshop.texts.filter(language="en").update(status="reviewed")
    put(workshop, "draft", due_diligence="cleared")
    assert move_to(workshop, "open", by=dana, at=BEFORE).state == "open"


def test_it_is_confirmed_with_an_agenda_that_is_published_for_its_days(workshop, dana):
    put(workshop, "open")
    version = AgendaVersion.objects.get()
    AgendaVersion.objects.update(state="draft")
    assert missing_for(Workshop.objects.get(), "confirmed", BEFORE) == ["The agenda is not published yet."]
    AgendaVersion.objects.update(state="current", zone="Europe/Paris")
    with pytest.raises(Refused, match="for other days or another place"):
        move_to(workshop, "confirmed", by=dana, at=BEFORE)
    AgendaVersion.objects.update(zone=version.zone)
    put(workshop, "open", ends_on=datetime.date(2023, 7, 5))
    with pytest.raises(Refused, match="for other days or another place"):
        move_to(workshop, "confirmed", by=dana, at=BEFORE)


@pytest.mark.parametrize(
    ("state", "target", "early", "due"),
    [
        ("confirmed", "live", "2023-07-03T20:59", "2023-07-03T21:00"),  # midnight in Mombasa
        ("live", "reporting", "2023-07-06T14:29", "2023-07-06T14:30"),  # half past five in the afternoon there
    ],
)
def test_the_clock_of_the_place_says_when(workshop, dana, state, target, early, due):
    put(workshop, state)
    early, due = (datetime.datetime.fromisoformat(f"{text}+00:00") for text in (early, due))
    with pytest.raises(Refused, match="at the place"):
        move_to(workshop, target, by=dana, at=early)
    assert move_to(workshop, target, by=dana, at=due).state == target


@pytest.fixture
def holders(workshop, amina, bruno, kofi):
    """Amina is confirmed, Bruno has an offer, Kofi is nominated; the rest of the file has no account."""
    put(workshop, "open")
    make = workshop.registrations.create
    make(person=amina, number="P1", confirmed_at=AT, category="staff", sex="female", language="en")
    offered = make(person=bruno, state="offered", language="fr")
    make(person=kofi, state="nominated", language="en")
    Offer.objects.create(registration=offered, made_at=AT, expires_at=AT + datetime.timedelta(days=3))
    return offered


def test_a_cancelled_one_tells_everybody_who_holds_or_awaits_a_seat_once_and_withdraws_offers(workshop, holders, dana):
    with pytest.raises(Refused, match="Give the reason"):
        move_to(workshop, "cancelled", by=dana, reason="  ")
    for _time in range(2):
        move_to(workshop, "cancelled", by=dana, reason="The venue burned down.")
    told = Notice.objects.filter(kind="workshop_cancelled")
    assert told.count() == 53  # 50 of the file, Amina, Bruno, and Kofi who waits
    addresses = {f"{name}@example.org" for name in ("amina", "bruno", "kofi")}
    assert set(Delivery.objects.values_list("address", flat=True)) == addresses
    notice = told.get(person__name="Amina Odhiambo")
    assert "does not take place" in notice.text
    assert "The venue burned down." in notice.text
    assert "to begin on July 4, 2023" in notice.text
    offer = Offer.objects.get()
    assert (offer.answer, offer.answered_at is not None) == ("withdrawn", True)
    states = dict(workshop.registrations.filter(person__email__isnull=False).values_list("person__name", "state"))
    assert states == {"Amina Odhiambo": "confirmed", "Bruno Machava": "cancelled", "Kofi Mensah": "cancelled"}


def test_each_is_told_in_her_language(workshop, dana, offices):
    put(workshop, "open")
    workshop.texts.create(language="fr", title="La police avec les gens", status="machine")
    person = make_person("Awa Diop", offices["GH"], language="fr")
    workshop.registrations.create(person=person, state="invited", language="fr")
    move_to(workshop, "postponed", by=dana, reason="Pas de salle.")
    notice = Notice.objects.get(person=person)
    assert (notice.language, "La police avec les gens" in notice.subject) == ("fr", True)


def test_a_postponed_one_keeps_its_seats_and_opens_again(workshop, holders, dana):
    move_to(workshop, "postponed", by=dana, reason="Elections.")
    assert Notice.objects.filter(kind="workshop_postponed").count() == 52
    assert Offer.objects.get().answer == "withdrawn"  # nobody can answer now, so nobody may be late either
    assert type(holders).objects.get(pk=holders.pk).state == "selected"
    assert move_to(workshop, "open", by=dana, at=BEFORE).state == "open"


def test_the_page_names_what_is_missing_and_moves(mombasa, chen, amina, dana, client_for):
    put(mombasa, "draft")
    page = client_for(dana).get(STATE).content.decode()
    assert "Say until when nominations are taken" in page
    assert "Move to “open”" not in page
    first = datetime.date.today() + datetime.timedelta(days=60)
    put(mombasa, "draft", starts_on=first, ends_on=first, nominations_until=first - datetime.timedelta(days=9))
    assert client_for(amina).post(STATE, {"target": "open"}).status_code == 404
    assert client_for(dana).post(STATE, {"target": "open"}).status_code == 302
    assert Workshop.objects.get().state == "open"
    for sent in ({"target": "nonsense"}, {"target": "closed"}, {"target": "cancelled", "reason": "\u200f"}):
        answer = client_for(dana).post(STATE, sent)
        assert answer.status_code == 200
        assert "Please look at this again" in answer.content.decode()
    assert Workshop.objects.get().state == "open"


def test_the_overview_names_the_state_and_the_next_step_for_each(workshop, holders, dana, amina, client_for):
    first = datetime.date.today() + datetime.timedelta(days=60)
    put(workshop, "open", starts_on=first, ends_on=first, nominations_until=first - datetime.timedelta(days=9))
    page = client_for(dana).get("/workshops/CEP-2023-MBA/").content.decode()
    assert 'href="/workshops/CEP-2023-MBA/state/"' in page
    assert 'href="/workshops/CEP-2023-MBA/nominations/"' in page
    page = client_for(amina).get("/workshops/CEP-2023-MBA/").content.decode()
    assert "/state/" not in page
    assert "Nominate people" not in page
