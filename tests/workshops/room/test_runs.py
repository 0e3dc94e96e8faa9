"""What the timer measured and what was counted: kept once, the newest state, from devices that are trusted."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.workshops.room.rooms import CODE, make_room, post, run, token_of
from workshops.actions.devices import revoke_device
from workshops.models import DayClosing, HeadCount, ItemRun

URL = reverse("workshops:room_runs", args=[CODE])
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def workshop(offices, chen):
    return make_room(offices, chen)


@pytest.fixture
def send(client, workshop, chen):
    token = token_of(workshop, chen)
    return lambda **body: post(client, URL, token, body)


@pytest.fixture
def began():
    return timezone.now() - 60 * MINUTE


@pytest.fixture
def first(workshop):
    return workshop.items.get(code="D1-01")


def answers(answer, name="runs"):
    assert answer.status_code == 200
    return [(one["status"], one["why"]) for one in answer.json()[name]]


def test_a_run_is_kept_with_its_steps(send, first, began, chen):
    assert answers(send(runs=[run(first, began)])) == [("accepted", "")]
    kept = ItemRun.objects.get()
    assert (kept.item, kept.started_at, kept.ended_at, kept.by) == (first, began, began + 50 * MINUTE, chen)
    assert (kept.planned_minutes, kept.steps) == (60, [{"text": "Welcome", "planned": 20, "seconds": 1500}])


def test_twice_is_once(send, first, began):
    one = run(first, began)
    assert answers(send(runs=[one, one])) == [("accepted", ""), ("duplicate", "")]
    assert answers(send(runs=[one])) == [("duplicate", "")]
    assert ItemRun.objects.count() == 1


def test_the_newest_state_stands_in_whatever_order_they_come(send, first, began):
    ended = run(first, began)
    running = ended | {"ended_at": None, "updated_at": (began + 5 * MINUTE).isoformat()}
    assert answers(send(runs=[ended])) == [("accepted", "")]
    assert answers(send(runs=[running])) == [("duplicate", "")]
    assert ItemRun.objects.get().ended_at == began + 50 * MINUTE
    reopened = running | {"updated_at": (began + 55 * MINUTE).isoformat()}
    assert answers(send(runs=[reopened])) == [("accepted", "")]
    assert ItemRun.objects.get().ended_at is None


def test_a_clock_six_minutes_fast_is_put_right(send, first, began):
    fast = timezone.now() + 6 * MINUTE
    send(sent_at=fast.isoformat(), runs=[run(first, began + 6 * MINUTE)])
    assert abs(ItemRun.objects.get().started_at - began) < datetime.timedelta(seconds=10)


def test_the_future_is_refused(send, first):
    assert answers(send(runs=[run(first, timezone.now() + 60 * MINUTE)])) == [("refused", "future")]


def test_an_item_of_another_workshop_is_refused_and_so_is_its_run(send, first, began, mombasa, chen):
    foreign = mombasa.items.get(code="D1-05")
    theirs = ItemRun.objects.create(item=foreign, started_at=began, planned_minutes=30, by=chen, updated_at=began)
    sent = [run(foreign, began), run(first, began, id=str(theirs.client_id))]
    assert answers(send(runs=sent)) == [("refused", "item"), ("refused", "id")]
    assert ItemRun.objects.get() == theirs


def test_a_revoked_device_has_no_say(send, first, began, workshop, chen):
    revoke_device(workshop.devices.get(), reason="Stolen", by=chen)
    answer = send(runs=[run(first, began)])
    assert (answer.status_code, answer.json()["revoked"]) == (403, True)
    assert ItemRun.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "x"}, {"item": None}, {"started_at": "yesterday"}, {"started_at": "2026-01-01T09:00"},
        {"ended_at": 7}, {"planned_minutes": -5}, {"planned_minutes": 100000}, {"planned_minutes": True},
        {"steps": "no"}, {"steps": [{}]}, {"steps": [{"text": "a\x00", "planned": 1, "seconds": 1}]},
        {"steps": [{"text": "x" * 2001, "planned": 1, "seconds": 1}]}, {"updated_at": "0001-01-01T00:00+14:00"},
    ],
)  # fmt: skip
def test_what_cannot_be_read_hinders_no_other(send, first, began, wrong):
    sent = [run(first, began) | wrong, run(first, began)]
    assert sorted(answers(send(runs=sent))) == [("accepted", ""), ("refused", "unreadable")]


def test_an_end_before_its_start_is_the_start(send, first, began):
    assert answers(send(runs=[run(first, began, ended_at=(began - MINUTE).isoformat())])) == [("accepted", "")]
    assert ItemRun.objects.get().ended_at == began


@pytest.mark.parametrize("body", ["", "[]", "{", '{"runs": 7}', '{"sent_at": "x"}', "[" * 100_000])
def test_no_batch_at_all_is_refused_with_a_sentence(client, workshop, chen, body):
    answer = post(client, URL, token_of(workshop, chen), body)
    assert (answer.status_code, len(answer.json()["error"]) > 10) == (400, True)


def test_too_many_are_refused_and_none_is_stored(send, first, began):
    answer = send(runs=[run(first, began)] * 501)
    assert (answer.status_code, answer.json()["most"], ItemRun.objects.count()) == (413, 500, 0)


def test_a_forged_device_stores_nothing(client, workshop, first, began):
    assert post(client, URL, "x.y", {"runs": [run(first, began)]}).status_code == 401
    assert ItemRun.objects.count() == 0


def test_heads_are_kept_once(send, first, began, workshop, chen):
    one = {"id": str(ItemRun().client_id), "checkpoint": str(first.uuid), "heads": 37, "at": began.isoformat()}
    assert answers(send(heads=[one, one]), "heads") == [("accepted", ""), ("duplicate", "")]
    assert answers(send(heads=[one]), "heads") == [("duplicate", "")]
    kept = HeadCount.objects.get()
    assert (kept.heads, kept.checkpoint, kept.counted_at, kept.by) == (37, str(first.uuid), began, chen)


def test_heads_that_cannot_stand_are_refused(send, first, began, workshop, chen):
    one = {"id": str(ItemRun().client_id), "checkpoint": str(first.uuid), "heads": 37, "at": began.isoformat()}
    wrong = [one | {"checkpoint": "nowhere"}, one | {"heads": -1}, one | {"heads": 10_001}, "x"]
    assert answers(send(heads=wrong), "heads") == [("refused", "checkpoint"), *[("refused", "unreadable")] * 3]
    DayClosing.objects.create(workshop=workshop, day=workshop.starts_on, signed_by=chen)
    assert answers(send(heads=[one]), "heads") == [("refused", "signed")]
    assert HeadCount.objects.count() == 0


def test_nothing_of_a_closed_workshop_changes_any_more(send, first, began, workshop):
    one = {"id": str(ItemRun().client_id), "checkpoint": str(first.uuid), "heads": 37, "at": began.isoformat()}
    type(workshop).objects.update(state="closed")
    answer = send(runs=[run(first, began)], heads=[one])
    assert answers(answer) == answers(answer, "heads") == [("refused", "closed")]
    assert (ItemRun.objects.count(), HeadCount.objects.count()) == (0, 0)


def test_a_batch_costs_the_same_lookups_whatever_its_size(send, workshop, began, django_assert_max_num_queries):
    runs = [run(item, began) for item in workshop.items.all()]
    with django_assert_max_num_queries(16):
        send(runs=runs[:1])
    with django_assert_max_num_queries(16):
        send(runs=runs)  # one more write for each, no more looking up
