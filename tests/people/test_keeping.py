"""What a keeper of people may not do: raise herself, or come by the account of somebody who sees or may do all."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.utils import timezone

from elearning.people.models import User
from elearning.people.rules import may_edit
from tests.factories import make_role
from tests.people.screens import deed, edit, said, ties
from tests.people.test_cms import ADD, FORM, form_of


@pytest.fixture
def editors() -> Group:
    return Group.objects.get(name="Editors")


def names(person: User) -> list[str]:
    return list(person.groups.order_by("name").values_list("name", flat=True))


def test_a_keeper_gives_groups_neither_to_herself_nor_to_others(keeps, keeper, amina, editors):
    for person in (keeper, amina):
        before = names(person)
        assert 'name="groups"' not in said(keeps.get(edit(person)))
        keeps.post(edit(person), form_of(person, name="Changed", groups=[editors.pk]))
        assert User.objects.get(pk=person.pk).name == "Changed"
        assert names(person) == before
    keeps.post(ADD, FORM | {"groups": [editors.pk]})
    assert names(User.objects.get(email="ona@example.org")) == []


def test_who_may_change_groups_gives_them_to_others_but_not_to_herself(keeps, keeper, gives_groups, amina, editors):
    keeps.post(edit(amina), form_of(amina, groups=[editors.pk]))
    assert names(amina) == ["Editors"]
    keeps.post(edit(keeper), form_of(keeper, groups=[editors.pk]))
    assert names(keeper) == ["Keepers of people"]


def test_an_administrator_of_everything_gives_groups_to_anybody(root, amina, editors, client_for):
    for person in (root, amina):
        client_for(root).post(edit(person), form_of(person, groups=[editors.pk]))
        assert names(person) == ["Editors"]


@pytest.mark.parametrize("who", ["root", "dana"])
def test_a_keeper_neither_readdresses_nor_invites_who_sees_or_may_do_all(keeps, who, request):
    person = request.getfixturevalue(who)
    before = person.email
    assert edit(person) not in said(keeps.get("/cms/users/"))
    for path in (edit(person), deed(person, "invite")):
        assert path not in said(keeps.get(ties(person)))
        for answer in (keeps.get(path), keeps.post(path, form_of(person, email="mine@example.org") | {"last": ""})):
            assert answer.status_code == 302
            assert any("permission" in str(message) for message in get_messages(answer.wsgi_request))
    assert User.objects.get(pk=person.pk).email == before
    assert not person.invitations.exists()


def test_a_keeper_invites_a_learner_and_still_posts_headquarters(keeps, amina, dana, offices):
    assert deed(amina, "invite") in said(keeps.get(ties(amina)))
    keeps.post(deed(amina, "invite"), {"last": ""})
    assert amina.invitations.count() == 1
    keeps.post(deed(dana, "move"), {"office": offices["KE"].pk, "category": "staff", "on": "2026-02-01"})
    assert dana.postings.latest("started_on").office == offices["KE"]


def test_an_administrator_of_everything_edits_and_invites_headquarters(root, dana, client_for):
    client = client_for(root)
    client.post(edit(dana), form_of(dana, name="Dana N."))
    client.post(deed(dana, "invite"), {"last": ""})
    assert User.objects.get(pk=dana.pk).name == "Dana N."
    assert dana.invitations.count() == 1


def test_headquarters_is_kept_from_keepers_before_it_begins_but_not_after_it_ended(keeper, amina):
    role = make_role(amina, "headquarters")
    today, day = timezone.localdate(), datetime.timedelta(days=1)
    answers = []
    for start, end in ((today + day, None), (today - day, today), (today - day, today - day)):
        amina.roles.filter(pk=role.pk).update(started_on=start, ended_on=end)
        answers.append(may_edit(keeper, User.objects.get(pk=amina.pk)))
    assert answers == [False, False, True]


def test_a_keeper_at_headquarters_corrects_herself(keeps, keeper):
    make_role(keeper, "headquarters")
    keeps.post(edit(keeper), form_of(keeper, name="Gita R."))
    assert User.objects.get(pk=keeper.pk).name == "Gita R."
