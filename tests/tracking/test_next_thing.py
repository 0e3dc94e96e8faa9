"""My day says one next thing whatever her day is: begun, finished, expiring, in a room, or nothing at all."""

import datetime

from django.utils import timezone

from assessments.models import Attempt
from elearning.notices.actions import notify
from elearning.toolkit.learning.paragraphs import paragraphs_of
from elearning.toolkit.learning.places import keep_place
from elearning.tracking.day import day_of
from tests.tracking.looking import queries, text_of
from workshops.models import Workshop

DAY = datetime.timedelta(days=1)


def workshop(person, office, starts_on, code="W-1"):
    made = Workshop.objects.create(
        code=code, kind="thematic", state="confirmed", zone="UTC", starts_on=starts_on,
        ends_on=starts_on + DAY, venue="Here", capacity=9, languages=["en"], host_office=office,
    )  # fmt: skip
    made.registrations.create(
        person=person, role="participant", number="P01", confirmed_at=timezone.now(), office=office, country="KE",
        category="staff", sex="female", language="en",
    )  # fmt: skip
    return made


def done(begin, finish, person):
    """The course is complete, and its certificate issued."""
    enrolment = begin(person, "2026-02-01")
    enrolment.completed_at, enrolment.completed_on = timezone.now(), timezone.localdate()
    enrolment.save()
    finish(person, "2026-03-02")


def test_each_day_has_one_next_thing(course, finish, begin, offices, amina, bruno, quiz, client_for):
    assert day_of(amina).kind == "begin"
    begin(amina, "2026-02-01")
    assert day_of(amina).kind == "course"
    today = timezone.now().astimezone(datetime.UTC).date()
    soon = workshop(amina, offices["KE"], today + 20 * DAY, "W-2")
    assert day_of(amina).kind == "course"
    workshop(amina, offices["KE"], today)
    day = day_of(amina)
    assert (day.kind, len(day.others)) == ("workshop", 1)
    assert text_of(client_for(amina).get("/my-day/")).count('data-variant="next"') == 1
    attempt = Attempt.objects.create(
        person=amina, quiz=quiz, quiz_version=quiz.current_version, context_kind="practice", context_key="x",
        language="en", deadline_at=timezone.now() + DAY,
    )  # fmt: skip
    day = day_of(amina)
    assert (day.kind, list(day.other_attempts)) == ("attempt", [])
    said = text_of(client_for(amina).get("/my-day/"))
    assert said.count(f'href="/attempts/{attempt.uuid}/"') == 1
    assert said.count(' id="next"') == 1
    done(begin, finish, bruno)
    assert day_of(bruno).kind == "nothing"
    assert "Nothing waits for you" in text_of(client_for(bruno).get("/my-day/"))
    soon.registrations.update(person=bruno)
    assert day_of(bruno).kind == "coming"
    assert "Next: your workshop" in text_of(client_for(bruno).get("/my-day/"))


def test_a_certificate_that_ends_is_the_next_thing_when_nothing_else_waits(begin, finish, amina):
    done(begin, finish, amina)
    day = day_of(amina)
    (held,) = day.certificates
    today = timezone.localdate()
    for days, kind in ((59, "renew"), (61, "nothing"), (-1, "nothing")):
        held.valid_until = today + days * DAY
        assert day.kind == kind
    newer = type(held)(title=held.title, valid_until=None, state="issued", record=held.record)
    held.valid_until = today + DAY
    object.__setattr__(day, "certificates", [held, newer])
    assert day.kind == "nothing"


def test_the_next_thing_leads_to_the_paragraph(course, begin, modules, amina, bruno, client_for):
    begin(amina, "2026-02-01")
    begin(bruno, "2026-02-01")
    module = modules["M1"]
    paragraph = paragraphs_of(module)[1]
    keep_place(amina, module, anchor=paragraph.anchor, share=40)
    notify(amina, "farewell", key="f-1", last_day=timezone.localdate(), items=[], mail=False)
    amina.notices.update(kind="question_answered")
    client = client_for(amina)
    said = text_of(client.get("/my-day/"))
    assert f'href="/en/cep/m1/#{paragraph.anchor}"' in said
    assert "Officers and residents meet." in said
    assert "1 of your questions is answered" in said
    assert queries(client, "/my-day/") == 11
    assert "Go on where you stopped" not in text_of(client_for(bruno).get("/my-day/"))
    keep_place(amina, module, anchor=paragraph.anchor, share=100)
    assert "Go on where you stopped" not in text_of(client.get("/my-day/"))
