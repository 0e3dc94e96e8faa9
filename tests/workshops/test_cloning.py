"""A workshop that is held again: everything but people and letters, on other days, under another code."""

import datetime

import pytest

from assessments.models import Quiz
from elearning.people.actions import Refused
from tests.workshops.testing.rooms import make_pair
from workshops.actions.cloning import clone_workshop
from workshops.actions.frame import RESERVED
from workshops.models import AgendaItem, Letter, Placement, SessionPlan, Workshop
from workshops.urls import urlpatterns

from .conftest import AT

pytestmark = pytest.mark.django_db
CLONE = "/workshops/CEP-2023-MBA/clone/"
FIRST = datetime.date(2027, 3, 2)


@pytest.fixture
def source(mombasa, chen, dana, offices) -> Workshop:
    """The workshop of Mombasa with all that can hang on one."""
    Workshop.objects.update(nominations_until="2023-06-01", needs_purge_on="2023-08-01", due_diligence="cleared")
    partner = mombasa.supporters.create(organisation="Coast Trust", signatory="R. Were", focal_point=chen)
    mombasa.supporters.create(office=offices["GH"], role="sends")
    mombasa.funding.create(donor="Nordia", project_code="N-1", share="62.5")
    mombasa.quotas.create(scope="partner", partner=partner, least=1, most=4)
    mombasa.quotas.create(scope="open", most=9, least_sex="female", least_percent=40)
    plan = SessionPlan.objects.create(item=mombasa.items.get(code="D1-02"), title="Trust", language="en")
    plan.steps.create(order=1, minutes=10, text="Draw a map.")
    plan.materials.create(name="Maps", per="group", quantity=2)
    mombasa.items.filter(code="D1-13").update(retired=True)
    registration = mombasa.registrations.first()
    Letter.objects.create(workshop=mombasa, registration=registration, number=1, language="en", issued_at=AT)
    mombasa.refresh_from_db()
    return mombasa


def test_the_test_goes_with_it_while_it_can_be_used(source, dana):
    Workshop.objects.update(test_pair=make_pair())
    source.refresh_from_db()
    made = clone_workshop(source, code="CEP-2027-MBA", starts_on=FIRST, by=dana).workshop
    assert made.test_pair == source.test_pair
    assert not made.test_windows.exists()
    Quiz.objects.filter(pk=source.test_pair.after_id).update(current_version=None)
    assert clone_workshop(source, code="CEP-2028-MBA", starts_on=FIRST, by=dana).workshop.test_pair is None


def test_everything_but_people_and_letters_is_there_again(source, dana, offices):
    made = clone_workshop(source, code="CEP-2027-MBA", starts_on=FIRST, by=dana)
    assert made.unplaced == []
    again = Workshop.objects.get(code="CEP-2027-MBA")
    assert (again.state, again.starts_on, again.ends_on) == ("draft", FIRST, datetime.date(2027, 3, 4))
    assert (again.venue, again.capacity, again.languages) == (source.venue, 50, ["en", "fr", "pt", "ar"])
    assert (again.nominations_until, again.needs_purge_on) == (datetime.date(2027, 1, 28), datetime.date(2027, 3, 30))
    assert again.due_diligence == "pending"  # it was cleared for the other one
    assert again.uuid != source.uuid
    assert list(again.supporters.order_by("id").values_list("organisation", "office", "signatory", "focal_point")) == [
        ("Coast Trust", None, "", None),  # people are not copied, who signs as little as who nominates
        ("", offices["GH"].pk, "", None),
    ]
    assert [str(line.share) for line in again.funding.all()] == ["62.50"]
    quotas = again.quotas.order_by("id").values_list("scope", "partner__organisation", "most", "least_percent")
    assert list(quotas) == [("partner", "Coast Trust", 4, 0), ("open", None, 9, 40)]
    assert {q.partner.workshop_id for q in again.quotas.filter(scope="partner")} == {again.pk}
    assert (again.rooms.count(), again.groups.count()) == (source.rooms.count(), 3)
    text, before = again.texts.get(), source.texts.get()
    assert (text.title, list(text.themes)) == (before.title, ["2027-03-02", "2027-03-03", "2027-03-04"])
    assert not again.registrations.exists()
    assert not again.letters.exists()
    plan = again.items.get(code="D1-02").plan
    assert (plan.title, plan.steps.get().text, plan.materials.get().quantity) == ("Trust", "Draw a map.", 2)


def test_the_agenda_is_a_draft_on_the_new_days_with_items_of_its_own(source, dana):
    again = clone_workshop(source, code="CEP-2027-MBA", starts_on=FIRST, by=dana).workshop
    version = again.versions.get()
    assert (version.number, version.state, version.zone, version.published_at) == (1, "draft", "Africa/Nairobi", None)
    assert not again.items.filter(code="D1-13").exists()  # it was taken off for good
    assert AgendaItem.objects.values("uuid").distinct().count() == 42 + 41
    names = ("item__code", "start", "minutes", "room__name", "locked", "lane", "order", "item__group__code")
    rows = Placement.objects.filter(version=version).order_by("item__code")
    before = Placement.objects.filter(version__workshop=source).exclude(item__code="D1-13").order_by("item__code")
    assert list(rows.values_list(*names)) == list(before.values_list(*names))
    delta = FIRST - source.starts_on
    assert [row.starts_at - delta for row in rows] == [row.starts_at for row in before]
    assert {row.room.workshop_id for row in rows.select_related("room")} == {again.pk}
    assert {row.item.group.workshop_id for row in rows.filter(item__group__isnull=False)} == {again.pk}
    assert source.items.count() == 42


def test_a_time_that_the_clocks_jump_over_is_named_and_waits(source, dana):
    Workshop.objects.filter(pk=source.pk).update(zone="Europe/Paris")
    source.refresh_from_db()
    Placement.objects.filter(item__code="D1-00").update(start="02:30")
    made = clone_workshop(source, code="CEP-2027-PAR", starts_on=datetime.date(2027, 3, 28), by=dana)
    assert made.unplaced == ["D1-00"]
    assert made.workshop.items.filter(code="D1-00", placements__isnull=True).exists()


def test_a_time_that_comes_twice_is_named(source, dana, client_for):
    Workshop.objects.filter(pk=source.pk).update(zone="Europe/Paris")
    Placement.objects.filter(item__code="D1-00").update(start="02:30")
    page = (
        client_for(dana).post(CLONE, {"code": "CEP-2027-PAR", "starts_on": "2027-10-31"}, follow=True).content.decode()
    )
    assert "Their time comes twice on that day, since the clocks go back; look at them: D1-00." in page
    assert Placement.objects.get(item__code="D1-00", version__workshop__code="CEP-2027-PAR").second is False


def test_only_headquarters_holds_it_again(source, dana, chen, client_for):
    source.registrations.create(
        person=chen, role="lead", number="F01", confirmed_at=AT, category="staff", sex="female", language="en"
    )
    answers = {"code": "CEP-2027-MBA", "starts_on": "2027-03-02"}
    assert client_for(chen).post(CLONE, answers).status_code == 404
    assert client_for(dana).post(CLONE, answers).headers["Location"] == "/workshops/CEP-2027-MBA/frame/"
    assert client_for(dana).get("/workshops/CEP-2027-MBA/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": "CEP-2023-MBA"}, "Another workshop has this code."),
        ({"code": "new"}, "This word is an address of the site."),
        ({"starts_on": "2027-02-30"}, "Enter a valid date."),
        ({"starts_on": "9999-12-31"}, "Give a year between 2000 and 2100."),
        ({"starts_on": "1999-12-31"}, "Give a year between 2000 and 2100."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(mombasa, dana, client_for, changed, sentence):
    answer = client_for(dana).post(CLONE, {"code": "CEP-2027-MBA", "starts_on": "2027-03-02"} | changed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Workshop.objects.count() == 1


def test_a_code_that_was_taken_in_between_is_refused(mombasa, dana):
    with pytest.raises(Refused, match="Another workshop has this code"):
        clone_workshop(mombasa, code=mombasa.code, starts_on=FIRST, by=dana)
    assert AgendaItem.objects.count() == 42


@pytest.mark.parametrize("code", ["new", "plans", "feeds", "Plans"])
def test_a_word_of_the_site_is_no_code(source, dana, client_for, code):
    with pytest.raises(Refused, match="an address of the site"):
        clone_workshop(source, code=code, starts_on=FIRST, by=dana)
    page = client_for(dana).post(CLONE, {"code": code, "starts_on": "2027-03-02"}).content.decode()
    assert "This word is an address of the site." in page
    assert Workshop.objects.count() == 1


def test_no_first_word_of_an_address_is_forgotten():
    firsts = {str(route.pattern).partition("/")[0] for route in urlpatterns}
    assert {word for word in firsts if word.isalpha()} == set(RESERVED)
