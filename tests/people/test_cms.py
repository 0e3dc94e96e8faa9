"""People in the CMS: who may keep them, what the forms refuse, and that GET writes nothing."""

from django.contrib.auth.models import Group
from django.urls import reverse

from elearning.journal.models import LogEntry
from elearning.notices.models import Delivery, Notice
from elearning.people.deeds import DEEDS
from elearning.people.models import User
from tests.factories import make_person
from tests.people.screens import deed, edit, said, ties

FORM = {
    "name": "Ona Petit",
    "name_own_script": "",
    "email": "ONA@example.org",
    "staff_number": "",
    "language": "fr",
    "sex": "female",
}
ADD = "/cms/users/new/"


def form_of(person: User, **changes) -> dict:
    names = ["name", "name_own_script", "email", "staff_number", "language", "sex"]
    return {name: getattr(person, name) or "" for name in names} | {"is_active": "on"} | changes


def test_everybody_is_listed_with_her_office_and_found_by_name_or_number(keeps, amina, kofi):
    User.objects.filter(pk=kofi.pk).update(staff_number="S-77")
    page = said(keeps.get("/cms/users/"))
    assert "Amina Odhiambo" in page
    assert "Ghana" in page
    found = said(keeps.get("/cms/users/results/?q=s-77"))
    assert ("Kofi Mensah" in found, "Amina Odhiambo" in found) == (True, False)
    for order in ("name", "-name", "email", "staff_number", "-office_today", "is_superuser", "last_login"):
        assert keeps.get(f"/cms/users/?ordering={order}").status_code == 200


def test_the_list_asks_as_much_for_three_as_for_one(keeps, offices, django_assert_num_queries):
    keeps.get("/cms/users/")
    for name in ("Ada A", "Bea B"):
        with django_assert_num_queries(12):
            keeps.get("/cms/users/")
        make_person(name, offices["KE"])


def test_who_is_added_gets_an_invitation_and_no_password(keeps, keeper):
    assert "password" not in said(keeps.get(ADD)).lower()
    answer = keeps.post(ADD, FORM | {"is_superuser": "on", "password1": "typed-by-another", "is_active": ""})
    person = User.objects.get(email="ona@example.org")
    assert answer.url == ties(person)
    assert (person.is_superuser, person.is_active, person.has_usable_password()) == (False, True, False)
    assert list(Delivery.objects.values_list("notice__kind", "address")) == [("invitation", "ona@example.org")]
    assert LogEntry.objects.get(action="people.added").actor == keeper


def test_who_signs_on_paper_is_added_without_an_address(keeps):
    for name in ("On Paper", "Also On Paper"):
        assert keeps.post(ADD, FORM | {"email": "", "name": name}).status_code == 302
    assert User.objects.filter(email=None, staff_number=None).count() == 2
    assert not Notice.objects.exists()


def test_an_address_or_a_number_is_one_persons(keeps, amina, bruno):
    User.objects.filter(pk=bruno.pk).update(staff_number="S-77")
    page = said(keeps.post(ADD, FORM | {"email": "Amina@example.org", "staff_number": "s-77", "name": ""}))
    assert "Amina Odhiambo has this already." in page
    assert "Bruno Machava has this already." in page
    assert "This field is required." in page
    bruno.emailaddress_set.create(email="second@example.org", verified=True)
    assert "Bruno Machava has this" in said(keeps.post(ADD, FORM | {"email": "second@example.org"}))
    assert not User.objects.filter(name="Ona Petit").exists()


def test_a_person_is_corrected_and_her_account_closed(keeps, gives_groups, amina):
    editors = Group.objects.get(name="Editors")
    assert keeps.get(edit(amina)).status_code == 200
    changes = {"name": "Amina O.", "is_active": "", "groups": [editors.pk], "is_superuser": "on"}
    keeps.post(edit(amina), form_of(amina, **changes))
    amina = User.objects.get(pk=amina.pk)
    assert (amina.name, amina.is_active, amina.is_superuser) == ("Amina O.", False, False)
    entry = LogEntry.objects.get(action="people.changed")
    assert entry.detail["fields"] == ["groups", "is_active", "name"]
    assert entry.detail["groups"] == ["Editors"]
    assert amina.check_password("correct-horse-battery")


def test_only_an_administrator_of_everything_makes_or_edits_another(keeps, root, amina, client_for):
    assert keeps.get(edit(root)).status_code == 302
    keeps.post(edit(root), form_of(root, email="mine@example.org"))
    root.refresh_from_db()
    assert root.email == "rosa@example.org"
    client_for(root).post(edit(amina), form_of(amina, is_superuser="on"))
    assert User.objects.get(pk=amina.pk).is_superuser
    client_for(root).post(edit(root), form_of(root, is_active=""))
    assert User.objects.get(pk=root.pk).is_superuser
    assert User.objects.get(pk=root.pk).is_active


def test_nobody_is_deleted_and_nothing_is_done_to_many(root, amina, client_for):
    client = client_for(root)
    for send in (client.get, client.post):
        page = said(send(reverse("wagtailusers_users:delete", args=[amina.pk]), follow=True))
        assert "Nobody is deleted, since records hang on people." in page
    for action in ("delete", "set_active_state", "assign_role"):
        role = Group.objects.get(name="Editors").pk
        path = f"/cms/bulk/people/user/{action}/?id={amina.pk}"
        client.post(path, {"mark_as_active": "False", "role": role})
    amina.refresh_from_db()
    assert (amina.is_active, amina.groups.count()) == (True, 0)


def paths_of(amina: User, efua: User) -> list[str]:
    away, _made = amina.absences.get_or_create(kind="leave", started_on="2026-01-01", ended_on="2026-01-09")
    upon = {"postings": amina.postings.get(), "roles": efua.roles.get(), "absences": away}
    whose = {"postings": amina, "roles": efua, "absences": amina, "": amina}
    deeds = [deed(whose[form.rows], name, upon.get(form.rows)) for name, form in DEEDS.items()]
    return [ties(amina), edit(amina), ADD, "/cms/users/", *deeds]


def test_looking_writes_nothing(keeps, amina, efua):
    keeps.get("/cms/")
    before = LogEntry.objects.count()
    for path in paths_of(amina, efua):
        assert keeps.get(path).status_code == 200, path
    assert LogEntry.objects.count() == before
    assert not Notice.objects.exists()


def test_an_author_and_a_focal_point_neither_see_nor_change_people(author, efua, amina, offices, client_for):
    form = FORM | {
        "office": offices["MZ"].pk,
        "category": "staff",
        "started_on": "2020-01-01",
        "ended_on": "2020-02-01",
    }
    form |= {"kind": "leave", "reason": "x", "on": "2026-01-01"}
    before = LogEntry.objects.count()
    for client in (client_for(author), client_for(efua)):
        for path in [*paths_of(amina, efua), "/cms/users/results/", "/cms/offices/", "/cms/offices/results/"]:
            for answer in (client.get(path), client.post(path, form)):
                assert answer.status_code in (302, 405), path
                assert "Amina" not in answer.content.decode()
    assert LogEntry.objects.count() == before
    assert (amina.postings.count(), amina.absences.count(), User.objects.filter(name="Ona Petit").count()) == (1, 1, 0)
