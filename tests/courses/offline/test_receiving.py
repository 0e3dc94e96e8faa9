"""What a device sends is kept once, at its own time; what was tampered with is refused by itself."""

import datetime
import re
import uuid

import pytest
from django.core import signing
from django.utils import timezone

from assessments.actions import mark
from assessments.models import Attempt
from courses.actions import enrol
from courses.models import Arrival, Enrolment, Evidence
from courses.offline.owners import owner_of
from courses.offline.practising import SALT, practice_of
from elearning.people.models import User
from elearning.toolkit.models import Highlight, ModulePage, Note
from tests.assessments.factories import version_of
from tests.courses.offline.conftest import thing

DAY = datetime.timedelta(days=1)


@pytest.fixture
def yesterday():
    return timezone.now().replace(microsecond=0) - DAY


@pytest.fixture
def reading(modules, yesterday):
    module = {"course": "CEP", "module": str(modules["M1"].translation_key), "language": "fr", "revision": "7"}
    return thing("read", yesterday, **module)


@pytest.fixture
def note(modules, yesterday):
    return thing("note", yesterday, page=str(modules["M1"].pk), key="m1-r1", text="Of the market", before="")


def test_a_reading_and_a_note_are_kept_once_at_their_own_time(
    amina, enrolment, send, reading, note, yesterday, modules
):
    for _twice in range(2):
        assert send(amina, reading, note) == [
            {"uuid": reading["uuid"], "state": "kept", "said": ""},
            {"uuid": note["uuid"], "state": "kept", "said": ""},
        ]
    fact = Evidence.objects.get()
    assert (str(fact.uuid), fact.occurred_at, fact.claimed_at) == (reading["uuid"], yesterday, None)
    assert (fact.source, fact.language, fact.revision) == ("offline", "fr", 7)
    own = thing("note", yesterday, page=str(modules["M1"].pk), key="", text="Of it all", before="")
    assert [send(amina, own)[0]["state"] for _twice in range(2)] == ["kept", "kept"]
    mark_of = Highlight.objects.get()
    assert (mark_of.person, mark_of.note, mark_of.made_at, mark_of.quote) == (amina, "Of it all", yesterday, "")
    kept = Note.objects.get()
    assert (kept.person, kept.text, kept.written_at) == (amina, "Of the market", yesterday)
    assert Arrival.objects.count() == 3


def test_a_wrong_clock_is_put_right_and_its_claim_is_kept_beside(
    amina, enrolment, send, reading, note, modules, yesterday
):
    claimed, later = yesterday - 400 * DAY, timezone.now() + 400 * DAY
    to_come = {"at": later.isoformat(), "claimed": later.isoformat()}
    other = reading["body"] | {"module": str(modules["M2"].translation_key)}
    second = thing("read", later, **other)
    receipts = send(amina, reading | {"claimed": claimed.isoformat()}, second, note | to_come)
    assert [each["state"] for each in receipts] == ["kept"] * 3  # brought to now, never lost
    right, future = Evidence.objects.get(pk=reading["uuid"]), Evidence.objects.get(pk=second["uuid"])
    assert (right.occurred_at, right.claimed_at, future.claimed_at) == (yesterday, claimed, later)
    assert max(future.occurred_at, Note.objects.get().written_at) <= timezone.now()


def test_the_later_of_two_notes_stands_and_the_other_is_not_lost(amina, enrolment, send, note, yesterday):
    first = thing("note", yesterday - DAY, **note["body"] | {"text": "From the tablet"})
    send(amina, note)
    send(amina, first)
    send(amina, first)
    when = f"{yesterday - DAY:%Y-%m-%d %H:%M}"
    assert Note.objects.get().text == f"Of the market\n\n[{when} UTC]\nFrom the tablet"
    long = thing("note", yesterday - DAY, **note["body"] | {"text": "x" * 9_990})
    assert [each["state"] for each in send(amina, long)] == ["refused"]
    assert Note.objects.get().text.endswith("From the tablet")


def test_practice_becomes_an_ordinary_attempt_once_with_its_own_times(
    amina, bruno, enrolment, practice, send, yesterday, client_for
):
    practice.versions.update(published_at=yesterday - DAY)
    version = version_of(practice)
    given = practice_of(amina, version, language="en")
    answers = [{"position": 0, "answer": ["a"]}, {"position": 1, "answer": given.questions[1].right}]
    answers.append({"position": 2, "answer": ["many"]})
    begun = (yesterday - datetime.timedelta(minutes=9)).isoformat()
    item = thing("practice", yesterday, paper=given.paper, answers=answers, started=begun)
    receipts = [send(amina, item)[0] for _twice in range(2)]
    assert receipts[0] == receipts[1]
    assert receipts[0]["state"] == "kept"
    assert receipts[0]["said"].startswith("Question 3: “many” is not a number.")
    attempt = Attempt.objects.get()
    assert (attempt.started_at.isoformat(), attempt.submitted_at) == (begun, yesterday)
    assert (attempt.context_kind, attempt.person) == ("practice", amina)
    assert mark(attempt).score == 2
    page = client_for(amina).get(f"/attempts/practice/{practice.uuid}/").content.decode()
    assert f"/attempts/{attempt.uuid}/result/" in page
    theirs = thing("practice", yesterday, paper=given.paper, answers=answers)
    forged = thing("practice", yesterday, paper=given.paper[:-2] + "xx", answers=answers)
    assert [each["state"] for each in send(bruno, theirs)] == ["refused"]
    assert [each["state"] for each in send(amina, forged)] == ["refused"]
    assert Attempt.objects.count() == 1


TAMPERED = {
    "no dictionary": lambda item: ["read"],
    "no kind": lambda item: item | {"kind": "grade"},
    "kind of a wrong type": lambda item: item | {"kind": ["read"]},
    "no number": lambda item: item | {"uuid": "1"},
    "no time": lambda item: item | {"at": "soon"},
    "time beyond time": lambda item: item | {"at": "9999-12-31T23:59:59-14:00"},
    "time of a wrong type": lambda item: item | {"at": 12},
    "no body": lambda item: item | {"body": None},
    "empty body": lambda item: item | {"body": {}},
    "another course": lambda item: item | {"body": item["body"] | {"course": "OTHER"}},
    "no module of it": lambda item: item | {"body": item["body"] | {"module": str(uuid.uuid4())}},
    "a list for a module": lambda item: item | {"body": item["body"] | {"module": [1]}},
    "no language": lambda item: item | {"body": item["body"] | {"language": "xx"}},
    "NUL": lambda item: item | {"body": item["body"] | {"course": "CEP\0"}},
    "half a character": lambda item: item | {"body": item["body"] | {"course": "\ud800"}},
    "huge revision": lambda item: item | {"body": item["body"] | {"revision": 10**40}},
    "a long note": lambda item: thing("note", timezone.now(), page="1", key="m1-r1", text="x" * 10_001),
    "a note of no page": lambda item: thing("note", timezone.now(), page="999999", key="m1-r1", text="x"),
    "a note of a list": lambda item: thing("note", timezone.now(), page=[1], key={}, text=["x"]),
    "an empty note of a module": lambda item: thing("note", timezone.now(), page="1", key="", text=" "),
    "practice of nothing": lambda item: thing("practice", timezone.now(), paper=1, answers=[]),
    "answers of nothing": lambda item: thing("practice", timezone.now(), paper="x", answers=[{"position": "0"}]),
}


def test_of_a_tampered_queue_each_thing_is_refused_by_itself_and_the_rest_is_kept(
    amina, enrolment, send, reading, note
):
    bad = [spoil(reading | {"uuid": str(uuid.uuid4())}) for spoil in TAMPERED.values()]
    receipts = send(amina, *bad, reading, note)
    states = dict(zip([*TAMPERED, "reading", "note"], [each["state"] for each in receipts], strict=True))
    assert states == dict.fromkeys(TAMPERED, "refused") | {"reading": "kept", "note": "kept"}
    assert all(re.search(r"\w", each["said"]) for each in receipts[:-2])
    assert (Evidence.objects.count(), Note.objects.count(), Arrival.objects.count()) == (1, 1, 2)


def test_nobody_sends_for_another(amina, bruno, course, enrolment, send, client_for, client, reading, note):
    enrol(bruno, course)
    assert send(amina, reading)[0]["state"] == "kept"
    assert send(bruno, reading)[0]["state"] == "refused"  # her number
    assert send(bruno, note)[0]["state"] == "kept"
    assert send(amina, note)[0]["state"] == "refused"
    assert [each.enrolment.person for each in Evidence.objects.all()] == [amina]
    assert [each.person for each in Note.objects.all()] == [bruno]
    assert send(bruno, note, owner=owner_of(amina)).status_code == 409
    assert send(amina, note, client=client).status_code == 401
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(amina, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(amina, note, client=strict).status_code == 403


def test_what_is_no_list_is_said_to_be_none(amina, client_for, send, reading):
    client = client_for(amina)
    for body in (
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"owner": 1, "items": []}',
        b'{"owner": "x", "items": {}}',
        b"[" * 90_000,
    ):
        assert client.post("/offline/", body, content_type="application/json").status_code == 400
    assert send(amina, *[reading] * 101).status_code == 400
    assert client.post("/offline/", b" " * 1_000_001, content_type="application/json").status_code == 413
    assert client.get("/offline/").status_code == 405


def test_a_time_that_no_zone_can_tell_is_kept_as_the_nearest_that_every_zone_can(
    amina, enrolment, send, reading, note, modules, client_for
):
    other = reading["body"] | {"module": str(modules["M2"].translation_key)}
    first, last = "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"
    items = [reading | {"at": last, "claimed": last}, thing("read", timezone.now(), **other) | {"claimed": first}]
    receipts = send(amina, *items, note | {"at": first, "claimed": first})
    assert [each["state"] for each in receipts] == ["kept"] * 3
    office = amina.postings.get().office
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        office.zone = zone
        office.save()
        page = client_for(amina).get("/courses/CEP/why/").content.decode()
        assert ("9999" in page, page.count("which its clock had wrong")) == (True, 2)
    assert client_for(amina).get("/notes/").status_code == 200


def test_what_can_no_longer_count_is_refused_in_words_and_nobody_who_is_gone_sends(
    amina, bruno, enrolment, send, reading, note, practice, client_for
):
    given = practice_of(amina, version_of(practice), language="en")
    restored = signing.dumps(signing.loads(given.paper, salt=SALT) | {"version": 999_999}, salt=SALT)
    dropped = thing("read", timezone.now(), **reading["body"] | {"module": str(uuid.uuid4())})
    ModulePage.objects.update(audience="nobody")
    client = client_for(amina)
    practised = thing("practice", timezone.now(), paper=restored, answers=[])
    receipts = send(amina, dropped, note, practised, client=client)
    assert [each["state"] for each in receipts] == ["refused"] * 3
    assert [each["said"][:22] for each in receipts] == [
        "This module is not a s",
        "The module of this not",
        "This quiz is not for p",
    ]
    assert Arrival.objects.count() == 0  # sent again once it can be kept
    assert send(amina, reading, client=client)[0]["state"] == "kept"  # a module that is closed now: she read it
    Enrolment.objects.filter(pk=enrolment.pk).update(person=bruno)
    again = thing("read", timezone.now(), **reading["body"])
    assert send(amina, again, client=client)[0]["said"].startswith("You are not enrolled")
    User.objects.filter(pk=amina.pk).update(is_active=False)  # as an erasure does
    assert send(amina, note, client=client).status_code == 401
