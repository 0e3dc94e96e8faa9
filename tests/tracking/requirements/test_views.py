"""The pages of requirements: who may open which, what they say, what they answer to bad input."""

import pytest
from django.test import Client

from elearning.tracking.models import Exemption, Requirement, TryOut
from elearning.tracking.requirements import dry_run
from elearning.tracking.requirements.actions import create_requirement, publish_version
from elearning.tracking.requirements.exempting import exempt
from elearning.tracking.requirements.tasks import reckon_try_out

from .conftest import DAY, NOW, TODAY, asked, of_course, states_on

pytestmark = pytest.mark.django_db
URL = "/requirements/"


def said(answer) -> str:
    return " ".join(answer.content.decode().split("<main")[1].split("</main>")[0].split())


def sent(*subjects, **fields) -> dict[str, str]:
    """A form of a version as a browser sends it; each subject is the value of its line."""
    lines = {f"subjects-{n}-subject": value for n, value in enumerate(subjects)}
    count = {"subjects-TOTAL_FORMS": str(max(len(subjects), 3)), "subjects-INITIAL_FORMS": "0"}
    values = {"titles_en": "Know the basics", "from_day": TODAY.isoformat(), "days": "30", "grace": "0"}
    return lines | count | values | {"reason": "New rule"} | fields


@pytest.fixture
def hq(dana, client_for) -> Client:
    return client_for(dana)


@pytest.mark.usefixtures("_now")
def test_from_a_code_to_a_published_version(basics, deeper, offices, amina, hq):
    assert "Nothing is asked of anybody yet" in said(hq.get(URL))
    assert "is taken" in said(hq.post(f"{URL}new/", {"code": "new"}))
    assert hq.post(f"{URL}new/", {"code": "CEP"}).url == f"{URL}CEP/version/"
    assert "nobody is asked anything" in said(hq.get(f"{URL}CEP/"))
    page = hq.get(f"{URL}CEP/version/")
    assert "Line 3" in said(page)
    first, second = f"course:{basics.uuid}", f"course:{deeper.uuid}"
    more = hq.post(f"{URL}CEP/version/", sent(first, more="1"))
    assert ("Line 6" in said(more), TryOut.objects.count()) == (True, 0)
    answer = hq.post(f"{URL}CEP/version/", sent(first, second, "workshop_kind:thematic", offices=[offices["KE"].pk]))
    assert answer.status_code == 302
    shown = said(hq.get(answer.url))
    assert "Nothing is published yet" in shown
    assert "Amina Odhiambo" in shown
    assert "Dana Novak" not in shown  # she is not of Kenya
    row = TryOut.objects.get()
    token = hq.get(answer.url).context["token"]
    assert f'value="{token}"' in shown
    assert "of other fields" in said(hq.post(f"{answer.url}publish/", {"token": "x"}, follow=True))
    assert "Version 1 is published" in hq.post(f"{answer.url}publish/", {"token": token}, follow=True).content.decode()
    assert "This was published as version 1" in said(hq.get(answer.url))
    version = Requirement.objects.get().versions.get()
    assert version.offices == [offices["KE"].pk]
    kind = {"kind": "workshop_kind", "value": "thematic", "participation": False, "topic": ""}
    assert version.subjects == [of_course(basics), of_course(deeper), kind]
    assert row.requirement.versions.count() == 1
    again = hq.get(f"{URL}CEP/version/?again={row.uuid}")
    assert again.context["lines"].forms[1].initial["subject"] == second


def test_the_list_and_the_page_show_figures_of_the_offices_that_one_sees(
    requirement, amina, kofi, efua, hq, client_for
):
    assert "still being reckoned" in said(hq.get(URL))
    states_on(requirement, TODAY)
    assert "still being reckoned" not in said(hq.get(f"{URL}BASICS/"))
    assert hq.get(URL).context["lines"][0][1].overdue == 4
    mine = client_for(efua).get(URL)
    assert mine.context["lines"][0][1].overdue == 2
    assert "New requirement" not in said(mine)
    assert "Know the basics" in said(mine)
    assert client_for(efua).get(f"{URL}BASICS/").context["counts"].overdue == 2
    assert "Change what is asked" not in said(client_for(efua).get(f"{URL}BASICS/"))


def test_pages_of_headquarters_are_not_there_for_others(requirement, deeper, dana, amina, efua, hq, client_for):
    create_requirement("SECRET", by=dana)
    answer = hq.post(f"{URL}BASICS/version/", sent(f"course:{deeper.uuid}"))
    token = hq.get(answer.url).context["token"]
    gets = [f"{URL}new/", f"{URL}SECRET/", f"{URL}BASICS/version/", f"{URL}BASICS/end/", answer.url]
    for person in (efua, amina):
        client = client_for(person)
        assert {path: client.get(path).status_code for path in gets} == dict.fromkeys(gets, 404)
        assert client.post(f"{answer.url}publish/", {"token": token}).status_code == 404
        assert client.post(f"{URL}BASICS/version/", sent(f"course:{deeper.uuid}")).status_code == 404
        assert client.post(f"{URL}BASICS/move/", {"way": "up"}).status_code == 404
    assert "SECRET" not in said(client_for(efua).get(URL))
    assert client_for(amina).get(URL).status_code == 404
    assert Client().get(URL).status_code == 302
    assert hq.get(f"{URL}BASICS/dry-runs/{Requirement.objects.first().uuid}/").status_code == 404
    assert hq.get(f"{answer.url}publish/").status_code == 405
    assert requirement.versions.count() == 1


def test_a_subject_that_was_withdrawn_is_said_to_be_and_cannot_be_named_again(requirement, basics, hq):
    basics.current_version = None
    basics.save()
    assert "This course is no longer offered." in said(hq.get(f"{URL}BASICS/"))
    assert "No longer on offer" in said(hq.get(f"{URL}BASICS/version/"))
    refused = said(hq.post(f"{URL}BASICS/version/", sent(f"course:{basics.uuid}")))
    assert "“Course BASICS” is no longer on offer" in refused
    never = said(hq.post(f"{URL}BASICS/version/", sent(f"course:{requirement.uuid}")))
    assert "This is no longer on offer. Choose something else" in never
    assert not TryOut.objects.exists()
    ended = hq.post(f"{URL}BASICS/end/", {"from_day": TODAY.isoformat(), "reason": "Over"})
    assert "no longer asked" in said(hq.get(ended.url))


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"titles_en": "", "titles_fr": "Les bases"}, "Give at least the English text"),
        ({"titles_en": "x" * 10_000}, "at most 300 characters"),
        ({"titles_en": "\u200f"}, "Nothing can be read here"),
        ({"titles_en": "a\x00b"}, "Null characters"),
        ({"from_day": "31.31.31"}, "Enter a valid date"),
        ({"from_day": "2025-01-01"}, "begins today or later"),
        ({"from_day": "9999-12-31"}, "five years from now"),
        ({"months": "0"}, "greater than or equal to 1"),
        ({"days": "-5"}, "greater than or equal to 0"),
        ({"days": "9" * 40}, "less than or equal to 3650"),
        ({"grace": "x"}, "Enter a whole number"),
        ({"offices": ["99999"]}, "does not exist any more"),
        ({"categories": ["police"]}, "Select a valid choice"),
        ({"job_titles": "x" * 200}, "at most 120 characters"),
        ({"joined_after": "1066-01-01"}, "between 1 January 1950"),
        ({"reason": ""}, "This field is required"),
        ({"reason": "x" * 10_000}, "at most 300 characters"),
        ({"subjects-0-subject": ""}, "Name at least one thing"),
        ({"subjects-0-subject": "course:x"}, "no longer on offer"),
        ({"subjects-0-participation": "on"}, "Only workshops know participation"),
        ({"subjects-0-topic": "x"}, "This topic does not exist"),
        ({"subjects-TOTAL_FORMS": "x"}, "came in part only"),
        ({"subjects-TOTAL_FORMS": "100000"}, "at most 30"),
        ({"subjects-1-participation": "on"}, "Say what satisfies it"),
    ],
)
def test_bad_input_gets_a_sentence(fields, complaint, requirement, deeper, hq):
    answer = hq.post(f"{URL}BASICS/version/", sent(f"course:{deeper.uuid}", **fields))
    assert (answer.status_code, complaint.lower() in said(answer).lower()) == (200, True)
    assert not TryOut.objects.exists()


def test_exemptions_are_listed_given_and_taken_back(requirement, amina, kofi, efua, dana, hq, client_for):
    exempt(amina, requirement, started_on=TODAY, ended_on=None, reason="ZZ-secret", by=dana, at=NOW)
    focal, path = client_for(efua), f"{URL}BASICS/exemptions/"
    assert "Nobody is exempt" in said(focal.get(path))
    form = {"started_on": TODAY.isoformat(), "ended_on": (TODAY + 9 * DAY).isoformat(), "reason": "Leave"}
    assert "Kofi Mensah" in said(focal.get(f"{path}new/?person={kofi.uuid}"))
    for who in (amina.uuid, efua.uuid, "x", "%00"):
        assert focal.get(f"{path}new/?person={who}").status_code == 404
        assert focal.post(f"{path}new/?person={who}", form).status_code == 404
    for who in (amina.email, "a\x00b", "x" * 10_000):  # whom she may not see is as one who does not exist
        assert "Nobody here has" in said(focal.post(f"{path}new/", form | {"person": who}))
    assert "Nobody exempts herself" in said(focal.post(f"{path}new/", form | {"person": efua.email}))
    for bad in ({"ended_on": ""}, {"ended_on": "2026-05-01"}, {"started_on": "x"}, {"reason": "…"}):
        assert "Please look at this again" in said(focal.post(f"{path}new/?person={kofi.uuid}", form | bad))
    assert focal.post(f"{path}new/?person={kofi.uuid}", form).url == path
    page = said(focal.get(path))
    assert ("Kofi Mensah" in page, "ZZ-secret" in page) == (True, False)
    theirs = Exemption.objects.get(person=amina)
    assert focal.post(f"{path}{theirs.pk}/withdraw/").status_code == 404
    mine = Exemption.objects.get(person=kofi)
    assert "taken back" in said(focal.post(f"{path}{mine.pk}/withdraw/", follow=True))
    assert Exemption.objects.filter(withdrawn_at=None).get() == theirs
    assert "ZZ-secret" in said(hq.get(path))
    assert client_for(amina).get(path).status_code == 404


def test_rows_cost_no_query(requirement, basics, amina, bruno, kofi, dana, hq, django_assert_num_queries):
    states_on(requirement, TODAY)
    counts = {URL: 10, f"{URL}BASICS/": 12, f"{URL}BASICS/exemptions/": 7}
    exempt(amina, requirement, started_on=TODAY, ended_on=None, reason="A", by=dana, at=NOW)
    for path, number in counts.items():
        hq.get(path)
        with django_assert_num_queries(number):
            hq.get(path)
    for n, person in enumerate((bruno, kofi)):
        exempt(person, requirement, started_on=TODAY, ended_on=None, reason="A", by=dana, at=NOW)
        publish_version(create_requirement(f"R{n}", by=dana), by=dana, at=NOW, **asked(basics))
        publish_version(requirement, by=dana, at=NOW, **asked(basics, months=n + 1))
    for path, number in counts.items():
        with django_assert_num_queries(number):
            hq.get(path)


def test_while_a_dry_run_is_reckoned_its_page_says_how_far_it_is(requirement, deeper, hq, monkeypatch):
    monkeypatch.setattr(dry_run, "AT_ONCE", 0)
    path = hq.post(f"{URL}BASICS/version/", sent(f"course:{deeper.uuid}")).url
    page = hq.get(path)
    assert "People reckoned" in said(page)
    assert "Publish exactly this" not in said(page)
    part = hq.get(path, headers={"HX-Request": "true"}).content.decode()
    assert ("People reckoned" in part, "<html" in part) == (True, False)
    reckon_try_out.func(TryOut.objects.get().pk)
    assert hq.get(path, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "Publish exactly this" in said(hq.get(path))
    assert hq.get(f"{path}?group=x&page=99999999999999999999").status_code == 200


def test_a_version_that_never_comes_is_named_before_and_after(requirement, basics, deeper, dana, hq):
    publish_version(requirement, by=dana, at=NOW, **asked(basics, from_day=TODAY + 30 * DAY, months=24))
    assert "From July 1, 2026" in said(hq.get(f"{URL}BASICS/"))
    path = hq.post(f"{URL}BASICS/version/", sent(f"course:{deeper.uuid}")).url
    assert "Version 2, which would begin on July 1, 2026, never comes" in said(hq.get(path))
    publish_version(requirement, by=dana, at=NOW, **asked(deeper, months=3))
    assert "Another version was published after this dry run" in said(hq.get(path))
    assert "From July 1, 2026" not in said(hq.get(f"{URL}BASICS/"))
