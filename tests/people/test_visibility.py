"""You see your own people and no others."""

import pytest

from elearning.people.models import Office, User
from elearning.people.rules import audiences_of, may_see_board, sees_all
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def names(people) -> set[str]:
    return {person.name.split()[0] for person in people}


@pytest.fixture
def everybody(amina, bruno, kofi, chen, dana, efua):
    return User.objects


def test_each_sees_whom_she_may(everybody, amina, efua, dana):
    assert names(everybody.visible_to(amina)) == {"Amina"}
    assert names(everybody.visible_to(efua)) == {"Efua", "Kofi"}
    assert names(everybody.visible_to(dana)) == {"Amina", "Bruno", "Kofi", "Chen", "Dana", "Efua"}


def test_a_focal_point_sees_below_her_office_and_no_longer_who_left(everybody, efua, kofi, bruno, offices):
    role = efua.roles.get()
    role.office = offices["RO-DKR"]
    role.save()
    assert names(everybody.visible_to(efua)) == {"Efua", "Kofi"}
    kofi.postings.update(ended_on="2025-01-01")
    assert names(everybody.visible_to(efua)) == {"Efua"}


def test_a_role_that_is_over_shows_nothing_more(everybody, dana):
    dana.roles.update(ended_on="2025-01-01")
    assert names(everybody.visible_to(dana)) == {"Dana"}
    assert (sees_all(dana), may_see_board(dana)) == (False, False)


def test_offices_are_seen_by_role(amina, efua, dana):
    assert not Office.objects.visible_to(amina).exists()
    assert [o.code for o in Office.objects.visible_to(efua)] == ["GH"]
    assert Office.objects.visible_to(dana).count() == 7


def test_audiences_follow_the_posting(amina, offices):
    from django.contrib.auth.models import AnonymousUser

    officer = make_person("Omar Diallo", offices["KE"], category="police")
    assert audiences_of(AnonymousUser()) == ["public"]
    assert audiences_of(officer) == ["public", "partners"]
    assert audiences_of(amina) == ["public", "partners", "staff"]
    amina.postings.update(ended_on="2025-01-01")
    assert audiences_of(User.objects.get(pk=amina.pk)) == ["public", "partners"]
