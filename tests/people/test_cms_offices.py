"""Offices in the CMS: the tree, its changes, and what keeps an office from being deleted."""

import pytest
from django.urls import reverse

from elearning.journal.models import LogEntry
from elearning.people.actions import Refused, change_office
from elearning.people.models import Office
from tests.factories import make_office
from tests.people.screens import said

ADD = "/cms/offices/new/"
FORM = {"code": "UG", "name": "Uganda", "kind": "country", "country": "ug", "zone": "Africa/Kampala", "language": "en"}


def path_of(what: str, office: Office) -> str:
    return reverse(f"offices:{what}", args=[office.pk])


def form_of(office: Office, **changes) -> dict:
    parent = office.get_parent()
    names = ["code", "name", "kind", "country", "zone", "language"]
    return {name: getattr(office, name) for name in names} | {"parent": parent.pk if parent else ""} | changes


def tree() -> list[str]:
    return [f"{office.depth} {office.code}" for office in Office.objects.all()]


def test_the_list_is_the_tree(keeps):
    page = keeps.get("/cms/offices/").content.decode()
    places = [
        page.index(name)
        for name in ("Headquarters", "Office, Dakar", "\u2003\u2003\u2003\u2003Ghana", "Office, Nairobi")
    ]
    assert places == sorted(places)
    assert "Ghana" in said(keeps.get("/cms/offices/results/?q=gh"))


def test_the_list_asks_as_much_for_three_more(keeps, offices, django_assert_num_queries):
    keeps.get("/cms/offices/")
    for code in ("UG", "RW"):
        with django_assert_num_queries(10):
            keeps.get("/cms/offices/")
        make_office(code, parent=Office.objects.get(code="RO-NBO"))


def test_an_office_is_added_below_another(keeps, offices, keeper):
    page = keeps.get(f"{ADD}?parent={offices['RO-NBO'].pk}")
    assert f'value="{offices["RO-NBO"].pk}" selected' in said(page)
    assert keeps.get(f"{ADD}?parent=x").status_code == 200
    keeps.post(ADD, FORM | {"parent": offices["RO-NBO"].pk})
    office = Office.objects.get(code="UG")
    assert (office.get_parent(), office.country) == (offices["RO-NBO"], "UG")
    assert tree() == ["1 HQ", "2 RO-DKR", "3 GH", "2 RO-NBO", "3 KE", "3 UG", "2 RO-PRY", "3 MZ"]
    assert LogEntry.objects.get(action="people.office_added").actor == keeper


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": "KE"}, "There is an office with this code already."),
        ({"country": "Uganda"}, "Two capital letters, as in ISO 3166."),
        ({"country": "u1"}, "Two capital letters, as in ISO 3166."),
        ({"zone": "Africa/Nowhere"}, "Select a valid choice. Africa/Nowhere is not one of the available choices."),
        ({"parent": "0"}, "Choose an office that does not stand below this one."),
        ({"name": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(keeps, wrong, sentence):
    answer = keeps.post(ADD, FORM | wrong)
    assert sentence in answer.context["form"].errors[next(iter(wrong))]
    assert not Office.objects.filter(name="Uganda").exists()


def test_an_office_is_renamed_and_takes_its_place_by_name(keeps, offices):
    keeps.post(path_of("edit", offices["RO-DKR"]), form_of(offices["RO-DKR"], name="West Africa"))
    assert tree() == ["1 HQ", "2 RO-NBO", "3 KE", "2 RO-PRY", "3 MZ", "2 RO-DKR", "3 GH"]
    entry = LogEntry.objects.get(action="people.office_changed")
    assert entry.detail == {"name": ["Regional Office, Dakar", "West Africa"]}


def test_an_office_of_nobody_moves_with_all_below_it(keeps, offices):
    keeps.post(path_of("edit", offices["RO-NBO"]), form_of(offices["RO-NBO"], parent=offices["GH"].pk))
    assert tree() == ["1 HQ", "2 RO-DKR", "3 GH", "4 RO-NBO", "5 KE", "2 RO-PRY", "3 MZ"]
    keeps.post(path_of("edit", offices["RO-NBO"]), form_of(Office.objects.get(code="RO-NBO"), parent=""))
    assert tree() == ["1 HQ", "2 RO-DKR", "3 GH", "2 RO-PRY", "3 MZ", "1 RO-NBO", "2 KE"]


def test_an_office_where_people_were_posted_stays_since_figures_hang_on_the_tree(keeps, offices, amina):
    amina.postings.update(withdrawn_at="2026-01-01T00:00:00Z")
    answer = keeps.post(path_of("edit", offices["RO-NBO"]), form_of(offices["RO-NBO"], parent=offices["GH"].pk))
    assert "moving it would change past figures" in said(answer)
    assert "2 RO-NBO" in tree()


def test_an_office_does_not_move_below_itself(keeps, offices):
    for code in ("RO-NBO", "KE"):
        form = form_of(offices["RO-NBO"], parent=offices[code].pk)
        answer = keeps.post(path_of("edit", offices["RO-NBO"]), form)
        assert "Choose an office that does not stand below this one." in said(answer)
    with pytest.raises(Refused, match="cannot stand below itself"):
        change_office(offices["RO-NBO"], parent=offices["KE"], by=None)
    assert "2 RO-NBO" in tree()


def test_an_office_on_which_something_hangs_stays_and_says_what(keeps, offices, amina, efua):
    for code, what in (
        ("RO-NBO", ["offices below it (1)"]),
        ("KE", ["postings (1)"]),
        ("GH", ["postings (1)", "roles (1)"]),
    ):
        path = path_of("delete", offices[code])
        page = said(keeps.get(path))
        assert "Yes, delete" not in page
        assert all(words in page for words in what)
        answer = said(keeps.post(path, follow=True))
        assert f"stays, because these hang on it: {', '.join(what)}." in answer
    assert Office.objects.count() == 7


def test_an_office_written_in_error_goes(keeps, offices, keeper):
    path = path_of("delete", offices["MZ"])
    assert "Yes, delete" in said(keeps.get(path))
    assert Office.objects.count() == 7
    keeps.post(path)
    assert not Office.objects.filter(code="MZ").exists()
    assert Office.objects.get(code="RO-PRY").numchild == 0
    assert LogEntry.objects.get(action="people.office_removed").detail == {"code": "MZ", "name": "Mozambique"}


def test_an_author_sees_no_office_and_changes_none(author, offices, client_for):
    client = client_for(author)
    for what in ("edit", "delete", "history"):
        for send in (client.get, client.post):
            answer = send(path_of(what, offices["KE"]), form_of(offices["KE"], name="Mine"))
            assert answer.status_code == 302
            assert "Kenya" not in answer.content.decode()
    assert client.post(ADD, FORM).status_code == 302
    assert sorted(Office.objects.values_list("name", flat=True)) == sorted(o.name for o in offices.values())
