"""A real site does not start on secrets or accounts of the demonstration, and says what to set."""

import pytest
from django.core.management import CommandError, call_command

from elearning.checks import settings_are_real
from elearning.people.models import User


def ids() -> list[str]:
    return [fault.id for fault in settings_are_real(None)]


def test_secrets_of_ones_own_are_accepted(settings):
    settings.SECRET_KEY = "a-secret-of-our-own"
    assert ids() == []


@pytest.mark.parametrize("key", ["", "short", "bm90IDMyIGJ5dGVz", "ü"])
def test_a_signing_key_that_is_none_is_named(settings, key):
    settings.CERTIFICATE_SIGNING_KEY = key
    assert ids() == ["elearning.E002"]


def test_the_demonstrations_secret_is_refused_on_a_real_site_only(settings):
    settings.SECRET_KEY = "demo-anything"
    assert ids() == ["elearning.E003"]
    settings.DEMO = True
    assert ids() == []


@pytest.mark.django_db
def test_the_demonstration_is_not_loaded_into_a_real_site():
    with pytest.raises(CommandError, match="passwords are public"):
        call_command("seed_demo")
    assert not User.objects.exists()
