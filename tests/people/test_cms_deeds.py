"""The page of a person in the CMS, and the deeds upon her postings, roles, absences and invitations."""

import datetime

import pytest

from elearning.journal.models import LogEntry
from elearning.notices.models import Delivery
from elearning.people.models import User
from tests.factories import make_person
from tests.people.screens import deed, said, ties

DAY = datetime.date


def test_the_page_of_a_person_shows_all_that_ties_her(keeps, amina, efua, offices):
    amina.affiliations.create(
        organisation="Border Agency", organisation_type="police", country="KE", started_on="2020-01-01"
    )
    amina.absences.create(kind="mission", started_on="2026-01-01", ended_on="2026-01-09")
    page = said(keeps.get(ties(amina)))
    for what in ("Kenya", "Border Agency", "mission", "Has chosen a password", "she sees her own record only"):
        assert what in page
    assert "focal point" in said(keeps.get(ties(efua)))


def test_the_page_of_a_person_asks_as_much_for_three_postings_as_for_one(
    keeps, amina, offices, django_assert_num_queries
):
    keeps.get(ties(amina))
    for year in (2021, 2022):
        with django_assert_num_queries(15):
            keeps.get(ties(amina))
        stretch = {"started_on": DAY(year, 1, 1), "ended_on": DAY(year, 12, 31)}
        amina.postings.create(office=offices["MZ"], supervisor=make_person(f"Boss{year}"), **stretch)
        amina.roles.create(kind="focal_point", office=offices["MZ"], **stretch)


def test_post_move_end_and_withdraw(keeps, amina, dana, offices):
    open_one = amina.postings.get()
    keeps.post(
        deed(amina, "move"),
        {"office": offices["MZ"].pk, "category": "staff", "on": "2026-02-01", "supervisor": "DANA@example.org"},
    )
    here = amina.postings.latest("started_on")
    assert (here.office, here.supervisor, here.started_on) == (offices["MZ"], dana, DAY(2026, 2, 1))
    keeps.post(deed(amina, "end-posting", here), {"ended_on": "2026-03-01"})
    keeps.post(deed(amina, "withdraw-posting", open_one), {"reason": "a namesake"})
    keeps.post(deed(amina, "post"), {"office": offices["GH"].pk, "category": "intern", "started_on": "2026-03-02"})
    rows = amina.postings.filter(withdrawn_at=None).values_list("office__code", "category", "ended_on")
    assert list(rows) == [("MZ", "staff", DAY(2026, 3, 1)), ("GH", "intern", None)]
    assert "withdrawn on" in said(keeps.get(ties(amina)))
    actions = LogEntry.objects.filter(subject_type="people.user").values_list("action", "actor__name")
    assert {actor for _action, actor in actions} == {"Gita Rao"}


def test_a_role_is_granted_and_ended_and_an_absence_entered(keeps, amina, offices):
    form = {"kind": "focal_point", "office": offices["KE"].pk, "started_on": "2026-01-01"}
    keeps.post(deed(amina, "grant-role"), form)
    assert "holds this role in that time already" in said(keeps.post(deed(amina, "grant-role"), form))
    keeps.post(deed(amina, "end-role", amina.roles.get()), {"ended_on": "2026-01-31"})
    assert amina.roles.get().ended_on == DAY(2026, 1, 31)
    for _ in range(2):
        keeps.post(deed(amina, "add-absence"), {"kind": "leave", "started_on": "2026-01-01", "ended_on": "2026-01-09"})
    assert amina.absences.count() == 1
    keeps.post(deed(amina, "withdraw-absence", amina.absences.get()), {"reason": "she was here"})
    assert not amina.absences.standing().exists()
    keeps.post(deed(amina, "add-absence"), {"kind": "leave", "started_on": "2026-01-02", "ended_on": "2026-01-03"})
    assert "withdrawn" in said(keeps.get(ties(amina)))
    assert amina.absences.standing().count() == 1


def test_two_presses_send_one_invitation_and_another_visit_a_second(keeps):
    person = make_person("Ona Petit", account=False)
    User.objects.filter(pk=person.pk).update(email="ona@example.org")
    path = deed(person, "invite")
    assert 'name="last"' in said(keeps.get(path))
    keeps.post(path, {"last": ""})
    assert "An invitation was sent a moment ago." in said(keeps.post(path, {"last": ""}))
    assert Delivery.objects.count() == 1
    keeps.post(path, {"last": person.invitations.get().pk})
    assert (person.invitations.count(), Delivery.objects.count()) == (2, 1)  # the first was not sent yet
    User.objects.filter(pk=person.pk).update(email=None)
    refused = said(keeps.post(path, {"last": person.invitations.latest("pk").pk}))
    assert "Ona Petit has no e-mail address. Add one first." in refused


@pytest.mark.parametrize(
    ("name", "form", "sentence"),
    [
        ("post", {"started_on": "2025-01-01"}, "Amina Odhiambo is posted at Kenya in that time."),
        ("post", {"started_on": "2023-02-01", "ended_on": "2023-01-01"}, "The posting ends before it starts."),
        ("post", {"started_on": "31.02.2023"}, "Enter a valid date."),
        ("post", {"started_on": "2023-01-01", "supervisor": "nobody"}, "Nobody here has the e-mail address or staff"),
        ("post", {"started_on": "2023-01-01", "supervisor": "amina@example.org"}, "Nobody supervises herself."),
        ("post", {"started_on": "2023-01-01", "office": "0"}, "Select a valid choice."),
        ("move", {"on": "2024-01-01"}, "The posting at Kenya begins later."),
        ("grant-role", {"started_on": "2026-01-01", "kind": "headquarters"}, "A focal point has an office;"),
        ("add-absence", {"kind": "leave", "started_on": "2026-01-01", "ended_on": ""}, "This field is required."),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_at_the_field_and_changes_nothing(keeps, amina, offices, name, form, sentence):
    before = LogEntry.objects.count()
    answer = keeps.post(deed(amina, name), {"office": offices["MZ"].pk, "category": "staff", **form})
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert sentence in " ".join(str(line) for lines in errors.values() for line in lines)
    assert "__all__" not in errors
    assert 'type="date"' in answer.content.decode()
    assert (amina.postings.count(), amina.roles.count(), amina.absences.count()) == (1, 0, 0)
    assert LogEntry.objects.count() == before


def test_a_deed_upon_anothers_row_is_not_found(keeps, amina, bruno, efua):
    for path in (deed(amina, "end-posting", bruno.postings.get()), deed(amina, "end-role", efua.roles.get())):
        assert keeps.post(path, {"ended_on": "2026-01-01"}).status_code == 404
    for path in (deed(amina, "end-posting"), deed(amina, "post", amina.postings.get()), deed(amina, "sing")):
        assert keeps.get(path).status_code == 404
    assert bruno.postings.get().ended_on is None


def test_an_affiliation_is_entered_once(keeps, amina):
    form = {"organisation": "Border Agency", "organisation_type": "police", "country": "KE", "started_on": "2024-01-01"}
    keeps.post(deed(amina, "add-affiliation"), form)
    assert "is noted there in that time already" in said(keeps.post(deed(amina, "add-affiliation"), form))
    wrong = form | {"country": "kenya", "ended_on": "2023-01-01"}
    assert "Two capital letters" in said(keeps.post(deed(amina, "add-affiliation"), wrong))
    wrong = form | {"organisation": "Other", "ended_on": "2023-01-01"}
    assert "ends before it starts" in said(keeps.post(deed(amina, "add-affiliation"), wrong))
    affiliation = amina.affiliations.get()
    assert (affiliation.organisation, affiliation.country, affiliation.ended_on) == ("Border Agency", "KE", None)
    assert LogEntry.objects.filter(action="people.affiliation_added").count() == 1
