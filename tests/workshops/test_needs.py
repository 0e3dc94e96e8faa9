"""Needs: seen by the logistics role alone, counted without names, written down when shown, deleted on their date."""

import datetime

import pytest
from django.urls import get_resolver

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from elearning.people.actions.refusal import Refused
from tests.test_permissions import names
from tests.workshops.test_travel import NOTHING
from workshops.actions.letters import issue_letters
from workshops.actions.needs import current_needs, purge_date, purge_needs, save_needs, show_needs
from workshops.actions.travelling import remind, save_travel
from workshops.models import Need
from workshops.papers.lists import kitchen_of

from .papers import BASE, CODE, ahead, take_part, words

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
SECRET = {"diets": ["halal", "no_nuts"], "diet_note": "ZZ-diet", "access": "ZZ-access", "health": "ZZ-health"}


@pytest.fixture
def cast(mombasa, amina, bruno, chen, kofi):
    """Amina and Kofi take part, Bruno does logistics, Chen leads; Amina has needs."""
    workshop = ahead(mombasa)
    own = take_part(workshop, amina, "A01")
    take_part(workshop, kofi, "A02")
    take_part(workshop, bruno, "L01", role="logistics")
    take_part(workshop, chen, "F01", role="lead")
    save_needs(own, by=amina, **SECRET)
    return workshop, own


def test_names_are_shown_to_the_logistics_role_alone_and_each_showing_is_written_down(
    cast, amina, bruno, chen, dana, kofi, client_for
):
    workshop, _own = cast
    for stranger in (amina, chen, dana, kofi):
        assert client_for(stranger).get(f"{BASE}/needs/").status_code == 404
        assert client_for(stranger).get(f"{BASE}/needs.pdf").status_code == 404
        assert client_for(stranger).post(f"{BASE}/needs/by-name/").status_code == 404
        assert client_for(stranger).get(f"{BASE}/needs/of/A02/").status_code == 404
        with pytest.raises(Refused):
            show_needs(workshop, by=stranger)
    assert not LogEntry.objects.filter(action="workshop.needs_shown").exists()
    assert client_for(bruno).get(f"{BASE}/needs/by-name/").status_code == 405
    page = client_for(bruno).post(f"{BASE}/needs/by-name/").content.decode()
    for said in ("Amina Odhiambo", "halal", "ZZ-diet", "ZZ-access", "ZZ-health"):
        assert said in page
    entry = LogEntry.objects.get(action="workshop.needs_shown")
    assert (entry.actor, entry.detail) == (bruno, {"count": 1})


def test_the_kitchen_gets_numbers_without_names_or_words(cast, bruno, client_for):
    page = client_for(bruno).get(f"{BASE}/needs/").content.decode()
    document = words(client_for(bruno).get(f"{BASE}/needs.pdf").content)
    for text in (page, document):
        assert "54 people come." in text
        assert "halal + no nuts" in text
        assert "Amina" not in text
        assert "ZZ-" not in text


def test_diets_are_counted_one_by_one_and_together():
    needs = [Need(diets=diets, diet_note=note) for diets, note in (
        (["halal"], ""), (["halal", "no_nuts"], "x"), (["vegan"], ""), ([], "y"), (["halal", "no_nuts"], ""),
    )]  # fmt: skip
    kitchen = kitchen_of(needs, 9)
    assert kitchen.diets == [("vegan", 1), ("halal", 3), ("no nuts", 2)]
    assert kitchen.together == [("halal + no nuts", 2)]
    assert (kitchen.people, kitchen.notes, kitchen.access) == (9, 2, 0)


def test_no_other_page_export_journal_row_or_notice_tells_a_need(
    cast, amina, bruno, chen, dana, efua, kofi, client_for, drawn_once
):
    workshop, own = cast
    save_travel(own, NOTHING, by=amina)
    remind(workshop, by=dana)
    issue_letters(workshop, "invitation", by=dana)
    allowed = {"workshops:travel", "workshops:needs_by_name"}
    paths = {name: path for name, path in paths_of_a_workshop().items() if name not in allowed}
    assert len(paths) >= 12
    told = []
    for person in (amina, bruno, chen, dana, efua, kofi):
        client = client_for(person)
        for name, path in paths.items():
            answer = client.get(path)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            text = words(body) if body.startswith(b"%PDF") else body.decode(errors="ignore")
            offers_diets = name.startswith("workshops:needs")  # the counts, and the empty form with all choices
            if "ZZ-" in text or (not offers_diets and "halal" in text):
                told.append((person.name, name))
    assert told == []
    written = [*LogEntry.objects.values_list("detail", "reason"), *Notice.objects.values_list("text", "html")]
    assert "ZZ-" not in str(written)
    assert "halal" not in str(written)


def paths_of_a_workshop() -> dict[str, str]:
    """Every address that needs no more than the code, the kind of file or a number."""
    from django.urls import NoReverseMatch, reverse

    found = {}
    for name in (name for name in names(get_resolver()) if name.startswith("workshops:")):
        for kwargs in ({}, {"kind": "csv"}, {"kind": "pdf"}, {"number": "A01"}, {"number": 1}):
            try:
                found[f"{name}{''.join(map(str, kwargs.values()))}" if kwargs else name] = reverse(
                    name, kwargs={"code": CODE, **kwargs}
                )
            except NoReverseMatch:
                continue
    return found


def test_all_that_is_empty_is_not_stored_and_she_may_delete_hers_after_the_freeze(cast, amina, client_for):
    workshop, own = cast
    workshop.logistics_until = datetime.date(2020, 1, 1)
    workshop.save()
    page = client_for(amina).get(f"{BASE}/travel/").content.decode()
    assert "ZZ-health" in page
    with pytest.raises(Refused, match="closed"):
        save_needs(own, by=amina, diets=["vegan"])
    client_for(amina).post(f"{BASE}/travel/forget-needs/")
    assert not Need.objects.exists()
    assert LogEntry.objects.get(action="workshop.needs_removed").detail == {}


def test_logistics_writes_down_for_one_who_wrote_nothing_and_never_over_what_she_wrote(cast, bruno, client_for):
    client = client_for(bruno)
    assert client.post(f"{BASE}/needs/of/A02/", {"diets": ["vegan"]}).status_code == 302
    assert Need.objects.get(registration__number="A02").diets == ["vegan"]
    answer = client.post(f"{BASE}/needs/of/A01/", {"diets": ["vegan"]})
    assert "She has written down her needs" in answer.content.decode()
    assert "ZZ-" not in answer.content.decode()
    assert Need.objects.get(registration__number="A01").diets == ["halal", "no_nuts"]
    assert client.get(f"{BASE}/needs/of/nobody/").status_code == 404


def test_the_purge_date_is_the_workshops_and_at_the_latest_thirty_days_after_its_end(mombasa):
    workshop = ahead(mombasa)
    assert purge_date(workshop) == workshop.ends_on + 30 * DAY
    workshop.needs_purge_on = workshop.ends_on + 3 * DAY
    assert purge_date(workshop) == workshop.ends_on + 3 * DAY
    workshop.needs_purge_on = workshop.ends_on + 900 * DAY
    assert purge_date(workshop) == workshop.ends_on + 30 * DAY


def test_needs_go_on_their_date_and_the_journal_says_how_many(cast):
    workshop, own = cast
    promised = own.need.purge_on
    assert purge_needs(promised - DAY) == 0
    assert not current_needs(workshop, today=promised).exists()
    assert purge_needs(promised) == 1
    assert purge_needs(promised) == 0
    assert not Need.objects.exists()
    entry = LogEntry.objects.get(action="workshop.needs_purged")
    assert (entry.subject_id, entry.detail) == (str(workshop.pk), {"count": 1})


def test_a_later_date_does_not_hold_what_is_stored_and_an_earlier_one_deletes_all(cast):
    workshop, own = cast
    promised = own.need.purge_on
    workshop.ends_on += 200 * DAY
    workshop.save()
    assert purge_needs(promised) == 1
    save_needs(own, by=own.person, at=datetime.datetime.combine(promised, datetime.time(), datetime.UTC), **SECRET)
    workshop.needs_purge_on = workshop.ends_on + DAY
    workshop.save()
    assert purge_needs(workshop.needs_purge_on) == 1


def test_needs_of_one_who_does_not_come_any_more_go_at_once(cast):
    _workshop, own = cast
    type(own).objects.filter(pk=own.pk).update(state="withdrawn")
    assert purge_needs() == 1


def test_nothing_is_kept_when_the_date_is_over(cast, amina):
    workshop, own = cast
    workshop.needs_purge_on = datetime.date.today()
    workshop.save()
    purge_needs()
    with pytest.raises(Refused, match="none are kept any more"):
        save_needs(own, by=amina, **SECRET)
    assert save_needs(own, by=amina, diets=[]) is None


def test_names_take_as_many_queries_for_three_as_for_one(cast, bruno, kofi, client_for, django_assert_num_queries):
    workshop, _own = cast
    client = client_for(bruno)
    client.post(f"{BASE}/needs/by-name/")
    with django_assert_num_queries(14):
        client.post(f"{BASE}/needs/by-name/")
    for registration in workshop.registrations.filter(person__in=[kofi, bruno]):
        save_needs(registration, by=registration.person, diets=["vegan"])
    with django_assert_num_queries(14):
        assert client.post(f"{BASE}/needs/by-name/").content.decode().count("vegan") == 2
