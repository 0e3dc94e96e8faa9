"""An invitation asks for the second factor, opens nothing once it is over, and leaves no secret behind."""

import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from elearning.journal.models import LogEntry
from elearning.notices.models import Delivery, Notice
from elearning.people import views
from elearning.people.actions import Refused, accept, add_person, change_person, invite
from elearning.people.models import User
from tests.factories import make_person

pytestmark = pytest.mark.django_db
CHOSEN = {"password": "a-long-enough-one", "again": "a-long-enough-one"}
OVER = "This invitation is over"


@pytest.fixture
def ona() -> User:
    return add_person("Ona Petit", email="ona@example.org")


def way_in(person: User) -> str:
    """The address that a new invitation mails."""
    invitation = invite(person, by=None)
    return Notice.objects.get(key=f"invitation:{invitation.pk}").path


def is_over(answer) -> bool:
    return answer.status_code == 404 and OVER in answer.content.decode()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_who_has_a_second_factor_is_asked_for_it_after_the_password(amina):
    secret = generate_totp_secret()
    TOTP.activate(amina, secret)
    client = Client()
    answer = client.post(way_in(amina), CHOSEN)
    assert answer.url == "/accounts/2fa/authenticate/"
    assert client.get("/people/me/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": "000"}).status_code == 200
    assert client.get("/people/me/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert client.get("/people/me/").context["user"] == amina


@pytest.mark.parametrize("before", ["amina", "bruno"])
def test_whoever_sat_here_before_the_second_factor_is_asked_for(amina, bruno, client_for, before):
    secret = generate_totp_secret()
    TOTP.activate(amina, secret)
    client = client_for({"amina": amina, "bruno": bruno}[before])
    client.post(way_in(amina), CHOSEN)
    assert client.get("/people/me/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert client.get("/people/me/").context["user"] == amina


def test_who_has_no_second_factor_comes_in_at_once(ona, bruno, client_for):
    client = client_for(bruno)
    assert client.post(way_in(ona), CHOSEN).url == "/people/joining/"
    assert client.get("/people/me/").context["user"] == ona


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": "other@example.org"}])
def test_it_is_over_when_the_account_is_closed_or_has_another_address(ona, dana, change):
    path = way_in(ona)
    change_person(ona, by=dana, **change)
    for answer in (Client().get(path), Client().post(path, CHOSEN)):
        assert is_over(answer)
    with pytest.raises(Refused, match="used or has expired"):
        accept(ona.invitations.get(), password=CHOSEN["password"])
    assert not User.objects.get(pk=ona.pk).has_usable_password()
    assert not LogEntry.objects.filter(action="people.invitation_accepted").exists()


def test_of_two_presses_at_once_the_second_is_told_that_it_is_over(ona, monkeypatch):
    path = way_in(ona)

    def after_another(invitation, *, password):
        accept(invitation, password="of-the-first-press")
        return accept(invitation, password=password)

    monkeypatch.setattr(views, "accept", after_another)
    client = Client()
    assert is_over(client.post(path, CHOSEN))
    assert client.get("/people/me/").status_code == 302
    assert User.objects.get(pk=ona.pk).check_password("of-the-first-press")


def test_an_address_that_somebody_else_has_verified_meanwhile_lets_nobody_in(ona, bruno):
    path = way_in(ona)
    bruno.emailaddress_set.create(email="ona@example.org", verified=True)
    assert is_over(Client().post(path, CHOSEN))


def test_the_address_that_it_came_by_becomes_the_first(ona):
    ona.emailaddress_set.create(email="old@example.org", verified=True, primary=True)
    assert Client().post(way_in(ona), CHOSEN).status_code == 302
    rows = ona.emailaddress_set.order_by("email").values_list("email", "primary")
    assert list(rows) == [("old@example.org", False), ("ona@example.org", True)]


def holding(secret: str) -> list[Notice]:
    return [notice for notice in Notice.objects.all() if secret in notice.path + notice.text + notice.html]


def test_the_secret_is_forgotten_once_it_is_used(ona):
    path = way_in(ona)
    secret = path.split("/")[-2]
    assert len(holding(secret)) == 1
    Client().post(path, CHOSEN)
    notice = Notice.objects.get()
    assert holding(secret) == []
    assert (notice.path, notice.text, notice.html) == ("", notice.subject, notice.subject)


def test_a_newer_one_makes_the_one_before_forgotten_and_unsent(ona):
    other = make_person("Una Grand")
    kept, first, second = way_in(other), way_in(ona), way_in(ona)
    assert holding(first.split("/")[-2]) == []
    for path in (kept, second):
        assert len(holding(path.split("/")[-2])) == 1
        assert Delivery.objects.filter(notice__path=path, state=Delivery.State.WAITING).count() == 1
    assert Delivery.objects.count() == 2


def test_what_was_sent_already_stays_noted_as_sent(ona):
    way_in(ona)
    Delivery.objects.update(state=Delivery.State.SENT)
    way_in(ona)
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["sent", "waiting"]
