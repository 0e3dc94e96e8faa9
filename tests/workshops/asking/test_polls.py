"""Polls: one vote each although sent twice, changed while open, counted without who, results when closed."""

import pytest

from elearning.journal.models import LogEntry
from tests.workshops.agendas import join
from tests.workshops.running.days import BASE, long_ago, moment, travel
from workshops.actions.polling import Closed, Refused, close_poll, open_poll, save_poll, vote
from workshops.asking.reading import counted, just_closed
from workshops.models import Poll, Vote

pytestmark = pytest.mark.django_db
AT = moment("11:00")
BAD = [{"question_en": "\u200f\u200f"}, {"question_en": "x" * 10_000}, {"question_en": "a\0"}, {"choice_2_en": ""},
       {"choice_3_fr": "Seulement"}]  # fmt: skip
CHOICES = [{"en": "Yes", "fr": "Oui"}, {"en": "No"}, {"en": "Later"}]


@pytest.fixture
def room(mombasa, amina, bruno, chen):
    join(mombasa, chen, role="lead")
    return {"amina": join(mombasa, amina, group="A"), "bruno": join(mombasa, bruno, group="B")}


@pytest.fixture
def poll(mombasa, chen) -> Poll:
    made = save_poll(mombasa, question={"en": "Shall we go on?"}, choices=CHOICES, by=chen, at=AT)
    return open_poll(made, by=chen, at=AT)


def cast(client, poll, choice="0", **headers):
    return client.post(f"{BASE}/polls/{poll.uuid}/vote/", {"choice": choice}, headers=headers)


def test_a_vote_sent_twice_is_one_and_may_be_changed_while_it_is_open(room, poll):
    for choice in (0, 0, 1):
        vote(poll, room["amina"], choice, at=AT)
    vote(poll, room["bruno"], 1, at=AT)
    assert [(bar.votes, bar.percent) for bar in counted(poll)] == [(0, 0), (2, 100), (0, 0)]
    assert Vote.objects.count() == 2


def test_a_closed_poll_takes_no_vote_and_those_that_came_stay(room, poll, chen):
    vote(poll, room["amina"], 2, at=AT)
    close_poll(poll, by=chen, at=AT)
    close_poll(poll, by=chen, at=AT)
    with pytest.raises(Closed, match="closed"):
        vote(poll, room["amina"], 0, at=AT)
    assert Vote.objects.get().choice == 2
    assert LogEntry.objects.filter(action="workshop.poll_closed").count() == 1
    with pytest.raises(Refused, match="Make another one"):
        open_poll(poll, by=chen, at=AT)


def test_one_poll_is_open_at_a_time(mombasa, room, poll, chen):
    other = save_poll(mombasa, question={"en": "Tea?"}, choices=CHOICES[:2], by=chen, at=AT)
    with pytest.raises(Closed, match="not open yet"):
        vote(other, room["amina"], 0, at=AT)
    open_poll(other, by=chen, at=AT)
    poll.refresh_from_db()
    assert (poll.state, Poll.objects.get(state="open")) == ("closed", other)


def test_what_is_no_choice_or_who_takes_no_part_is_refused(mombasa, room, poll):
    for choice in (-1, 3, 99):
        with pytest.raises(Refused, match="Choose one"):
            vote(poll, room["amina"], choice, at=AT)
    room["bruno"].state = "withdrawn"
    with pytest.raises(Refused, match="take part"):
        vote(poll, room["bruno"], 0, at=AT)
    assert not Vote.objects.exists()


def test_words_stay_once_it_was_opened(mombasa, room, poll, chen):
    with pytest.raises(Refused, match="words stay"):
        save_poll(mombasa, poll, question={"en": "Another"}, choices=CHOICES, by=chen, at=AT)
    for many in (1, 9):
        with pytest.raises(Refused, match="between 2 and 8"):
            save_poll(mombasa, question={"en": "Q"}, choices=[{"en": "x"}] * many, by=chen, at=AT)


def test_no_journal_row_says_who_voted(room, poll):
    before = LogEntry.objects.count()
    vote(poll, room["amina"], 0, at=AT)
    assert LogEntry.objects.count() == before


def test_she_votes_on_her_phone_without_a_script_or_with_one(room, poll, amina, client_for):
    client = client_for(amina)
    with travel("11:05"):
        assert "Your vote is taken." in client.get(cast(client, poll).headers["Location"]).content.decode()
        answer = cast(client, poll, "1", Accept="application/json")
        assert answer.json() == {
            "taken": True,
            "words": "Your vote is taken. While the poll is open you can change it.",
        }
        for bad in ("", "x", "-1", "9" * 300, "\0"):
            assert cast(client, poll, bad, Accept="application/json").json()["taken"] is False
    assert Vote.objects.get().choice == 1


def test_after_the_end_of_the_workshop_nobody_votes(mombasa, room, poll, amina, client_for):
    type(mombasa).objects.update(state="closed")
    with travel("11:05"):
        said = cast(client_for(amina), poll, Accept="application/json").json()
    assert (said["taken"], "closed" in said["words"]) == (False, True)


def test_results_are_for_all_when_closed_and_drafts_for_those_who_run_the_room(
    mombasa, room, poll, amina, chen, kofi, dana, client_for
):
    long_ago(dana)
    save_poll(mombasa, question={"en": "A draft"}, choices=CHOICES, by=chen, at=AT)
    vote(poll, room["bruno"], 0, at=AT)
    her, his = client_for(amina), client_for(chen)
    with travel("11:05"):
        assert client_for(kofi).get(f"{BASE}/polls/").status_code == 404
        assert client_for(dana).get(f"{BASE}/polls/").status_code == 200
        page = her.get(f"{BASE}/polls/").content.decode()
        assert "A draft" not in page
        assert "100%" not in page
        assert "1 vote" in his.get(f"{BASE}/polls/").content.decode()
        assert her.post(f"{BASE}/polls/{poll.uuid}/state/", {"do": "close"}).status_code == 404
        his.post(f"{BASE}/polls/{poll.uuid}/state/", {"do": "close"})
        page = her.get(f"{BASE}/polls/").content.decode()
    assert "100%" in page
    assert "This poll is closed; you did not vote." in page
    assert "Bruno" not in page


def test_the_screen_shows_the_result_when_it_is_asked_for_or_closed_and_for_half_an_hour(
    mombasa, room, poll, chen, client_for
):
    client = client_for(chen)
    vote(poll, room["bruno"], 0, at=AT)
    with travel("11:05"):
        assert "100%" not in client.get(f"{BASE}/screen/").content.decode()
        assert "100%" in client.get(f"{BASE}/screen/?result").content.decode()
    close_poll(poll, by=chen, at=moment("11:10"))
    with travel("11:20"):
        assert "100%" in client.get(f"{BASE}/screen/").content.decode()
    assert just_closed(mombasa, moment("11:39")) == poll
    assert just_closed(mombasa, moment("11:41")) is None


def test_a_poll_is_written_in_languages_and_bad_words_are_refused(mombasa, room, amina, chen, client_for):
    client, address = client_for(chen), f"{BASE}/polls/new/"
    good = {"question_en": "Ready?", "choice_1_en": "Yes", "choice_1_fr": "Oui", "choice_2_en": "No"}
    good |= {"choice_4_en": "Maybe"}
    with travel("11:05"):
        assert client_for(amina).get(address).status_code == 404
        for bad in BAD:
            answer = client.post(address, good | bad)
            assert "Please look at this again" in answer.content.decode(), bad
        assert not Poll.objects.exists()
        answer = client.post(address, good)
        assert answer.status_code == 302, answer.context["form"].errors
        made = Poll.objects.get()
        assert [choice["en"] for choice in made.choices] == ["Yes", "No", "Maybe"]
        assert 'value="Oui"' in client.get(f"{BASE}/polls/{made.uuid}/").content.decode()
        client.post(f"{BASE}/polls/{made.uuid}/", good | {"question_en": "Really ready?"})
        client.post(f"{BASE}/polls/{made.uuid}/state/", {"do": "open"})
        assert client.get(f"{BASE}/polls/{made.uuid}/").status_code == 404
    made.refresh_from_db()
    assert (made.question["en"], made.state) == ("Really ready?", "open")


def test_three_polls_take_as_many_queries_as_one(
    mombasa, room, poll, amina, chen, client_for, django_assert_num_queries
):
    client = client_for(amina)
    for many in (0, 2):
        for _each in range(many):
            made = save_poll(mombasa, question={"en": "Q"}, choices=CHOICES, by=chen, at=AT)
            open_poll(made, by=chen, at=AT)
            vote(made, room["amina"], 0, at=AT)
        with travel("11:05"), django_assert_num_queries(13):
            client.get(f"{BASE}/polls/")
