"""The cast: the people and offices that every test may call on."""

import functools
import gc
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import segno
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseNotFound
from django.template import Template
from django.test import Client
from django.test.signals import template_rendered
from django.utils import translation
from django.views.defaults import page_not_found

from elearning.people.models import Office, User
from tests.factories import make_office, make_person, make_role
from tests.replay import Replay, fresh

WRITTEN = Replay()
PARTS = ("django/forms/", "wagtailadmin/shared/", "wagtailadmin/widgets/", "wagtailadmin/icons/")


def pytest_collection_modifyitems(items):
    """A test with transactions of its own empties the tables: what the migrations wrote must come back after it."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and mark.kwargs.get("transaction") and not mark.kwargs.get("serialized_rollback"):
            raise pytest.UsageError(f"{item.nodeid}: transaction=True needs serialized_rollback=True.")


def pytest_collection_finish():
    """What is loaded by now stays to the end: the collector need not walk a million objects again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _codes_once():
    """The same text is drawn as a QR code once: each costs as much as a small page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segno, "make", functools.lru_cache(maxsize=5000)(segno.make))
        yield


@pytest.fixture(scope="session", autouse=True)
def _contexts_of_pages(django_test_environment):
    """For `answer.context` Django copies the context of every part and widget: here those of whole templates only."""

    def render(self, context):
        if context.template is self and not (self.name or "").startswith(PARTS):
            template_rendered.send(sender=self, template=self, context=context)
        return self.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


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
def plain_not_found(monkeypatch) -> None:
    """For tests that are refused a thousand times: each person gets the page "not found" once, then its number."""
    seen = set()

    def answer(request, exception):
        if request.user.pk in seen:
            return HttpResponseNotFound()
        seen.add(request.user.pk)
        return page_not_found(request, exception)

    monkeypatch.setattr("elearning.urls.handler404", answer, raising=False)


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


def _make_offices() -> dict[str, Office]:
    hq = make_office("HQ", kind="headquarters", name="Headquarters", country="CH", zone="Europe/Zurich")
    regions = {
        code: make_office(code, kind="regional", parent=hq, name=name, country=country, zone=zone)
        for code, name, country, zone in (
            ("RO-NBO", "Regional Office, Nairobi", "KE", "Africa/Nairobi"),
            ("RO-DKR", "Regional Office, Dakar", "SN", "Africa/Dakar"),
            ("RO-PRY", "Regional Office, Pretoria", "ZA", "Africa/Johannesburg"),
        )
    }
    make_office("KE", parent=regions["RO-NBO"], name="Kenya")
    make_office("GH", parent=regions["RO-DKR"], name="Ghana", country="GH", zone="Africa/Accra")
    make_office("MZ", parent=regions["RO-PRY"], name="Mozambique", country="MZ", zone="Africa/Maputo")
    return {code: Office.objects.get(code=code) for code in ("HQ", *regions, "KE", "GH", "MZ")}


@pytest.fixture(scope="session")
def _offices_once(django_db_setup, django_db_blocker) -> dict[str, Office]:
    """The rows of the offices, made as users make them and taken back: their keys are given to nobody else."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = _make_offices()
        transaction.set_rollback(True)
    return made


@pytest.fixture
def offices(_offices_once, db) -> dict[str, Office]:
    """Headquarters, three regional offices, and Kenya, Ghana and Mozambique below them."""
    found = {code: fresh(office) for code, office in _offices_once.items()}
    WRITTEN.write("offices", lambda: Office.objects.bulk_create(found.values()))
    return found


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
