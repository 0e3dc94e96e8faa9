"""Who may keep people and offices in the CMS."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from elearning.people.models import User
from tests.factories import make_person

KEEPS = ["access_admin", "add_user", "change_user", "delete_user", "add_office", "change_office", "delete_office"]


@pytest.fixture
def keeper(offices) -> User:
    """An administrator of people and offices, but not of everything."""
    group = Group.objects.create(name="Keepers of people")
    group.permissions.set(Permission.objects.filter(codename__in=KEEPS))
    person = make_person("Gita Rao", offices["HQ"])
    person.groups.add(group)
    return person


@pytest.fixture
def gives_groups(keeper) -> None:
    """Lets the administrator of people change groups too."""
    permission = Permission.objects.get(content_type__app_label="auth", codename="change_group")
    keeper.groups.get().permissions.add(permission)


@pytest.fixture
def root(offices) -> User:
    """An administrator of everything."""
    return make_person("Rosa Lind", offices["HQ"], is_superuser=True)


@pytest.fixture
def keeps(keeper, client_for) -> Client:
    """The browser of the administrator of people."""
    return client_for(keeper)
