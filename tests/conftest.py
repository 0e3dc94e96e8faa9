"""The cast: the people and offices that every test may call on."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from elearning.people.models import Office, User
from tests.factories import make_office, make_person, make_role


def pytest_collection_modifyitems(items):
    """A test with transactions of its own empties the tables: what the migrations wrote must come back after it."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and mark.kwargs.get("transaction") and not mark.kwargs.get("serialized_rollback"):
            raise pytest.UsageError(f"{item.nodeid}: transaction=True needs serialized_rollback=True.")


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_DIR = tmp_path / "var"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        "figures": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    }
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",  # a quarter of a second less for each of the cast
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    cache.clear()


@pytest.fixture(autouse=True)
def _english():
    """A request leaves its language on the thread: each test begins in English."""
    translation.activate("en")
    yield
    translation.activate("en")


@pytest.fixture
def drawn_once(monkeypatch) -> None:
    """For tests that ask for the same PDF as many people: the same page is drawn once, and is the same bytes."""
    from xhtml2pdf import pisa

    known: dict[str, bytes] = {}
    draw = pisa.CreatePDF

    def create(html, dest, **how):
        if html not in known:
            result = draw(html, dest=dest, **how)
            if result.err:
                return result
            known[html] = dest.getvalue()
            return result
        dest.write(known[html])
        return SimpleNamespace(err=0)

    monkeypatch.setattr(pisa, "CreatePDF", create)


@pytest.fixture
def offices(db) -> dict[str, Office]:
    """Headquarters, three regional offices, and Kenya, Ghana and Mozambique below them."""
    hq = make_office("HQ", kind="headquarters", name="Headquarters", country="CH", zone="Europe/Zurich")
    regions = {
        code: make_office(code, kind="regional", parent=hq, name=name, country=country, zone=zone)
        for code, name, country, zone in (
            ("RO-NBO", "Regional Office, Nairobi", "KE", "Africa/Nairobi"),
            ("RO-DKR", "Regional Office, Dakar", "SN", "Africa/Dakar"),
            ("RO-PRY", "Regional Office, Pretoria", "ZA", "Africa/Johannesburg"),
        )
    }
    countries = {
        "KE": make_office("KE", parent=regions["RO-NBO"], name="Kenya"),
        "GH": make_office("GH", parent=regions["RO-DKR"], name="Ghana", country="GH", zone="Africa/Accra"),
        "MZ": make_office("MZ", parent=regions["RO-PRY"], name="Mozambique", country="MZ", zone="Africa/Maputo"),
    }
    return {"HQ": hq, **regions, **countries}


@pytest.fixture
def amina(offices) -> User:
    """A learner in Nairobi."""
    return make_person("Amina Odhiambo", offices["KE"], sex="female")


@pytest.fixture
def bruno(offices) -> User:
    """A learner in Maputo."""
    return make_person("Bruno Machava", offices["MZ"], sex="male")


@pytest.fixture
def kofi(offices) -> User:
    """A learner in Accra."""
    return make_person("Kofi Mensah", offices["GH"], sex="male")


@pytest.fixture
def chen(offices) -> User:
    """A facilitator at headquarters."""
    return make_person("Chen Liang", offices["HQ"])


@pytest.fixture
def dana(offices) -> User:
    """Headquarters: sees everybody."""
    person = make_person("Dana Novak", offices["HQ"], sex="female")
    make_role(person, "headquarters")
    return person


@pytest.fixture
def efua(offices) -> User:
    """The focal point of Accra."""
    person = make_person("Efua Asante", offices["GH"], sex="female")
    make_role(person, "focal_point", offices["GH"])
    return person


@pytest.fixture
def author(offices) -> User:
    """An author in the CMS."""
    from django.contrib.auth.models import Group

    person = make_person("Ines Duarte", offices["HQ"])
    person.groups.add(Group.objects.get(name="Editors"))
    return person


@pytest.fixture
def client_for() -> Callable[[User], Client]:
    """Makes a client that is signed in as the person given."""

    def signed_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
