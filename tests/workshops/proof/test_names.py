"""Names as printed: confirmed on the first day, another one asked for, accepted before or after the issue, refused."""

import pytest
from django.db import IntegrityError, transaction

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions import Refused
from elearning.records.actions import issue_certificate
from elearning.records.models import Certificate, LearningRecord
from tests.records.factories import make_record
from tests.workshops.seating import again
from workshops.actions import certifying
from workshops.actions.naming import accept_name, ask_for_name, confirm_name, mark_of, refuse_name
from workshops.models import NameRequest, Workshop
from workshops.proof.preview import preview_of
from workshops.proof.warnings import warnings_of

from .rooms import AT, BASE, seat

pytestmark = pytest.mark.django_db
MINE, NAMES = f"{BASE}/names/mine/", f"{BASE}/names/"


def kinds_of_warnings(workshop) -> dict[str, str]:
    """Who is meant by each warning before the issue."""
    return {warned.key.split(":")[0]: warned.numbers for warned in warnings_of(workshop, preview_of(workshop))}


def one(workshop, number: str):
    return workshop.registrations.select_related("person", "workshop").get(number=number)


def test_amina_says_that_her_name_is_right(room, amina, client_for):
    client = client_for(amina)
    page = client.get(MINE).content.decode()
    assert "Your name will be printed like this:" in page
    assert "Amina Odhiambo" in page
    assert client.post(MINE).status_code == 302
    first = one(room, "P01").name_confirmed_at
    assert first
    client.post(MINE)
    assert one(room, "P01").name_confirmed_at == first
    assert LogEntry.objects.filter(action="workshop.name_confirmed").count() == 1
    assert "It is right" not in client.get(MINE).content.decode()


def test_amina_says_that_it_is_wrong_once_and_may_change_what_she_asks_for(room, amina, client_for):
    client = client_for(amina)
    client.post(MINE, {"wrong": "1", "name": "Amina Achieng  Odhiambo", "remark": "As in my passport"})
    client.post(MINE, {"wrong": "1", "name": "Amina A. Odhiambo", "name_own_script": "أمينة"})
    asked = NameRequest.objects.get()
    assert (asked.name, asked.name_own_script, asked.state) == ("Amina A. Odhiambo", "أمينة", "open")
    page = client.get(MINE).content.decode()
    assert "Not decided yet" in page
    client.post(MINE)  # "it is right" while another name is asked for
    assert one(room, "P01").name_confirmed_at is None
    with pytest.raises(IntegrityError), transaction.atomic():
        NameRequest.objects.create(registration=one(room, "P01"), name="Twice")


@pytest.mark.parametrize(
    "name",
    ["", "   ", "\u200f\u200e", "Amina\x00", "Amina \u202eo\u202c", "x" * 151, "x" * 10_000, "...", "Amina Odhiambo"],
)
def test_a_name_that_cannot_be_printed_is_refused_with_a_sentence(room, amina, client_for, name):
    answer = client_for(amina).post(MINE, {"wrong": "1", "name": name})
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert NameRequest.objects.count() == 0
    if name != "Amina Odhiambo":
        with pytest.raises(Refused):
            ask_for_name(one(room, "P01"), name=name, by=amina)


def test_accepted_before_the_issue_the_person_is_called_so_and_it_counts_as_confirmed(room, amina, chen, client_for):
    asked = ask_for_name(one(room, "P01"), name="Amina A. Odhiambo", by=amina, at=AT)
    page = client_for(chen).get(NAMES).content.decode()
    assert "Amina A. Odhiambo" in page
    client_for(chen).post(f"{NAMES}decide/{asked.pk}/", {"decide": "accept", "seen": mark_of(asked)})
    assert again(amina).name == "Amina A. Odhiambo"
    assert one(room, "P01").name_confirmed_at
    assert (again(asked).state, again(asked).decided_by) == ("done", chen)
    actions = set(LogEntry.objects.filter(actor=chen).values_list("action", flat=True))
    assert {"people.changed", "workshop.name_done", "workshop.name_confirmed"} <= actions
    notice = Notice.objects.get(person=amina)
    assert (notice.kind, notice.path) == ("name_decided", MINE)
    assert "Amina A. Odhiambo" in notice.text
    with pytest.raises(Refused, match="decided already"):
        accept_name(asked, by=chen)
    with pytest.raises(Refused, match="decided already"):
        refuse_name(asked, why="No", by=chen)


def test_accepted_after_the_issue_the_certificates_of_this_workshop_alone_are_issued_anew(room, amina, chen):
    elsewhere = issue_certificate(make_record(amina))
    here = issue_certificate(make_record(amina, subject_kind="workshop", subject_uuid=room.uuid))
    records = LearningRecord.objects.count()
    accept_name(ask_for_name(one(room, "P01"), name="Amina A. Odhiambo", by=amina), by=chen)
    old = Certificate.objects.get(pk=here.pk)
    assert (old.state, old.newest.name, old.newest.standing) == ("superseded", "Amina A. Odhiambo", "valid")
    assert Certificate.objects.get(pk=elsewhere.pk).standing == "valid"
    assert LearningRecord.objects.count() == records


def test_refused_she_reads_why_and_may_ask_again(room, amina, chen, client_for):
    asked = ask_for_name(one(room, "P01"), name="Princess Amina", by=amina, at=AT)
    client_for(chen).post(f"{NAMES}decide/{asked.pk}/", {"decide": "refuse", "why": "  ", "seen": mark_of(asked)})
    assert again(asked).state == "open"
    client_for(chen).post(
        f"{NAMES}decide/{asked.pk}/", {"decide": "refuse", "why": "No titles are printed.", "seen": mark_of(asked)}
    )
    assert (again(asked).state, again(amina).name) == ("refused", "Amina Odhiambo")
    assert "No titles are printed." in Notice.objects.get(person=amina).text
    assert "No titles are printed." in client_for(amina).get(MINE).content.decode()
    assert ask_for_name(one(room, "P01"), name="Amina A. Odhiambo", by=amina).state == "open"


def test_a_name_that_she_changed_meanwhile_is_not_accepted_unseen(room, amina, chen, client_for):
    asked = ask_for_name(one(room, "P01"), name="Amina A. Odhiambo", by=amina)
    looked_at = client_for(chen).get(NAMES).context["requests"][0].mark
    ask_for_name(one(room, "P01"), name="Her Excellency Amina", by=amina)
    for decision in ({"decide": "accept"}, {"decide": "refuse", "why": "No"}, {"decide": "accept", "seen": ""}):
        answer = client_for(chen).post(f"{NAMES}decide/{asked.pk}/", {"seen": looked_at} | decision, follow=True)
        assert "asked for another name meanwhile" in answer.content.decode()
    assert (again(asked).state, again(amina).name) == ("open", "Amina Odhiambo")
    seen = client_for(chen).get(NAMES).context["requests"][0].mark
    assert f'value="{seen}"' in client_for(chen).get(NAMES).content.decode()
    accept_name(asked, by=chen, seen=seen)
    assert again(amina).name == "Her Excellency Amina"


def test_who_is_renamed_after_she_confirmed_is_named_and_may_confirm_again(room, amina, chen, client_for):
    confirm_name(one(room, "P01"), by=amina, at=AT)
    confirm_name(one(room, "P03"), by=chen, at=AT)
    assert {"renamed"}.isdisjoint(kinds_of_warnings(room))
    mark = certifying.mark_of(preview_of(room))
    client_for(amina).post("/people/me/", {"name": "Her Excellency Amina", "language": "en", "sex": "female"})
    assert again(amina).name == "Her Excellency Amina"
    assert kinds_of_warnings(room)["renamed"] == "P01"
    assert certifying.mark_of(preview_of(room)) != mark
    page = client_for(chen).get(NAMES)
    assert page.context["confirmed"] == 1
    assert "changed since it was confirmed" in page.content.decode()
    assert "It changed after it was confirmed" in client_for(amina).get(MINE).content.decode()
    client_for(amina).post(MINE)
    assert "renamed" not in kinds_of_warnings(room)
    assert client_for(chen).get(NAMES).context["confirmed"] == 2


def test_chen_writes_down_what_those_without_an_account_say_and_speaks_for_nobody_else(room, amina, chen, client_for):
    client = client_for(chen)
    client.post(f"{NAMES}P03/confirm/")
    assert one(room, "P03").name_confirmed_at
    client.post(f"{NAMES}P01/confirm/")
    assert one(room, "P01").name_confirmed_at is None
    client.post(NAMES, {"number": "p04", "name": "Daniel K. Owusu"})
    assert NameRequest.objects.get().registration == one(room, "P04")
    refused = client.post(NAMES, {"number": "P01", "name": "Amina the Wrong"}).content.decode()
    assert "Amina Odhiambo can sign in, and says herself how her name is written." in refused
    assert "Nobody here has this number." in client.post(NAMES, {"number": "P99", "name": "Nobody"}).content.decode()
    assert NameRequest.objects.count() == 1


def test_nobody_asks_or_decides_for_another(room, amina, bruno, kofi, chen, client_for):
    asked = ask_for_name(one(room, "P01"), name="Amina A. Odhiambo", by=amina)
    assert client_for(kofi).get(MINE).status_code == 404
    for person in (amina, bruno, kofi):
        assert client_for(person).post(f"{NAMES}decide/{asked.pk}/", {"decide": "accept"}).status_code == 404
        assert client_for(person).post(f"{NAMES}P03/confirm/").status_code == 404
    with pytest.raises(Refused, match="says herself"):
        confirm_name(one(room, "P02"), by=chen)
    assert (again(asked).state, again(amina).name) == ("open", "Amina Odhiambo")


def test_a_request_of_another_workshop_is_not_there(room, amina, chen, offices, client_for):
    from tests.workshops.seating import make_workshop

    other = make_workshop(offices, "CEP-2026-XXX", state="reporting")
    asked = ask_for_name(seat(other, amina, "P01"), name="Amina A. Odhiambo", by=amina)
    assert client_for(chen).post(f"{NAMES}decide/{asked.pk}/", {"decide": "accept"}).status_code == 404


def test_when_the_workshop_is_sealed_names_stay_as_they_are(room, amina, chen, client_for):
    asked = ask_for_name(one(room, "P01"), name="Amina A. Odhiambo", by=amina)
    Workshop.objects.filter(pk=room.pk).update(state="archived")
    with pytest.raises(Refused, match="nothing of it is changed"):
        accept_name(asked, by=chen)
    assert "nothing of it is changed any more" in client_for(amina).get(MINE).content.decode()
    assert "nothing of it is changed any more" in client_for(chen).get(NAMES).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_one_name_costs_what_three_cost(room, chen, client_for, django_assert_num_queries, many):
    people = list(room.registrations.participants())
    room.registrations.filter(pk__in=[each.pk for each in people[many:]]).update(state="withdrawn")
    for each in people[:many]:
        each.name_requests.create(name="Another")
    client = client_for(chen)
    client.get(NAMES)
    with django_assert_num_queries(11):
        client.get(NAMES)
