"""Questions of the room: seen once let through, supported once, and without a name unless she wanted it."""

import uuid

import pytest

from elearning.journal.models import LogEntry
from tests.workshops.agendas import join
from tests.workshops.running.days import BASE, long_ago, moment, travel
from workshops.actions.room_questions import MOST_WAITING, Refused, ask, moderate, support
from workshops.models import RoomQuestion

pytestmark = pytest.mark.django_db
AT = moment("11:00")


@pytest.fixture
def room(mombasa, amina, bruno, chen):
    join(mombasa, chen, role="lead")
    return {"amina": join(mombasa, amina, group="A"), "bruno": join(mombasa, bruno, group="B")}


def asked(registration, text="Why this tool?", **values) -> RoomQuestion:
    return ask(registration, text, **{"uuid": uuid.uuid4(), "at": AT} | values)


def test_a_question_sent_twice_is_one_and_anothers_name_of_it_is_not_taken(room):
    name = uuid.uuid4()
    first = asked(room["amina"], uuid=name)
    assert asked(room["amina"], uuid=name) == first
    assert asked(room["bruno"], "Mine", uuid=name) != first
    assert RoomQuestion.objects.count() == 2


def test_support_counts_once_and_not_for_ones_own(room, chen):
    question = asked(room["amina"])
    with pytest.raises(Refused, match="not open"):
        support(question, room["bruno"], at=AT)
    moderate(question, "shown", by=chen, at=AT)
    for _time in range(2):
        support(question, room["bruno"], at=AT)
    with pytest.raises(Refused, match="your own"):
        support(question, room["amina"], at=AT)
    assert question.supporters.count() == 1
    moderate(question, "answered", by=chen, at=AT)
    with pytest.raises(Refused, match="not open any more"):
        support(question, room["bruno"], at=AT)


def test_nobody_is_shown_who_asked_unless_she_wanted_it(mombasa, room, chen, dana, amina, bruno, client_for):
    long_ago(dana)
    for with_name, text in ((False, "Hidden asker"), (True, "Named asker")):
        moderate(asked(room["amina"], text, with_name=with_name), "shown", by=chen, at=AT)
    asked(room["bruno"], "Waits without a name")
    with travel("11:05"):
        for person, path in ((chen, "moderation/"), (dana, "moderation/"), (bruno, ""), (chen, "")):
            page = client_for(person).get(f"{BASE}/questions/{path}").content.decode()
            assert page.count("Amina Odhiambo") == 1, (person, path)
            assert page.index("Named asker") < page.index("Amina Odhiambo")
            assert "Bruno Machava" not in page.split("<main")[1]
        screen = client_for(chen).get(f"{BASE}/screen/").content.decode()
    assert screen.count("Amina Odhiambo") == 1
    entries = LogEntry.objects.filter(action__startswith="workshop.question")
    assert not entries.filter(actor__in=[amina, bruno]).exists()


def test_what_waits_or_is_not_shown_is_seen_by_its_asker_and_the_moderators_alone(
    mombasa, room, chen, amina, bruno, kofi, client_for
):
    asked(room["amina"], "Still waits")
    moderate(asked(room["amina"], "Not for the room"), "hidden", by=chen, at=AT)
    with travel("11:05"):
        assert client_for(kofi).get(f"{BASE}/questions/").status_code == 404
        assert client_for(amina).get(f"{BASE}/questions/moderation/").status_code == 404
        his = client_for(bruno).get(f"{BASE}/questions/").content.decode()
        hers = client_for(amina).get(f"{BASE}/questions/").content.decode()
    for text in ("Still waits", "Not for the room"):
        assert text not in his
        assert text in hers


def test_she_asks_on_her_phone_and_chen_lets_it_through(mombasa, room, amina, bruno, chen, client_for):
    address = f"{BASE}/questions/"
    her, his, leads = (client_for(person) for person in (amina, bruno, chen))
    sent = {"text": "When is lunch?", "uuid": str(uuid.uuid4())}
    with travel("11:05"):
        for _time in range(2):
            assert her.post(address, sent).status_code == 302
        question = RoomQuestion.objects.get()
        assert (question.item.code, question.with_name, question.language) == ("D1-05", False, "en")
        assert his.post(f"{address}{question.uuid}/", {"state": "shown"}).status_code == 404
        assert his.post(f"{address}{question.uuid}/support/").status_code == 404
        leads.post(f"{address}{question.uuid}/", {"state": "shown"})
        his.post(f"{address}{question.uuid}/support/")
        assert "1 more asks this" in her.get(address).content.decode()
        assert leads.post(f"{address}{question.uuid}/", {"state": "gone"}, follow=True).status_code == 200
    assert LogEntry.objects.filter(action="workshop.question_moderated").count() == 1


@pytest.mark.parametrize(
    "bad", [{"text": "x" * 10_000}, {"text": "\u200f"}, {"text": "a\0"}, {"text": ""}, {"uuid": "x"}]
)
def test_what_cannot_be_read_is_refused_with_a_sentence(room, amina, client_for, bad):
    with travel("11:05"):
        answer = client_for(amina).post(f"{BASE}/questions/", {"text": "Good", "uuid": str(uuid.uuid4())} | bad)
    assert answer.status_code == 200
    assert not RoomQuestion.objects.exists()


def test_nobody_floods_the_moderators(room):
    for _each in range(MOST_WAITING):
        asked(room["amina"])
    with pytest.raises(Refused, match="still wait"):
        asked(room["amina"])
    asked(room["bruno"])


def test_when_the_room_is_closed_nothing_is_asked(mombasa, room, amina, client_for):
    type(mombasa).objects.update(state="archived")
    with pytest.raises(Exception, match="archived"):
        asked(room["amina"])
    with travel("11:05"):
        page = client_for(amina).get(f"{BASE}/questions/").content.decode()
    assert "Ask</button>" not in page


def test_three_questions_take_as_many_queries_as_one(room, chen, bruno, client_for, django_assert_num_queries):
    moderate(asked(room["amina"]), "shown", by=chen, at=AT)
    his, leads = client_for(bruno), client_for(chen)
    for many in (0, 2):
        for _each in range(many):
            support(moderate(asked(room["amina"]), "shown", by=chen, at=AT), room["bruno"], at=AT)
        with travel("11:05"):
            with django_assert_num_queries(12):
                his.get(f"{BASE}/questions/")
            with django_assert_num_queries(10):
                leads.get(f"{BASE}/questions/moderation/")
