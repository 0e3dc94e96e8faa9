"""Who may open what: every address × every role, against a written matrix; an address that it does not name fails."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.workshops.conftest import all_offices, data, mombasa, mombasa_data  # noqa: F401  (fixtures)

ROLES = ["anonymous", "learner", "focal point", "facilitator", "headquarters"]
# For each name: a path, and the answer to GET for each role in the order above.
MATRIX = {
    "home": ("/", [302, 302, 302, 302, 302]),
    "live": ("/health/live", [200, 200, 200, 200, 200]),
    "ready": ("/health/ready", [200, 200, 200, 200, 200]),
    "set_language": ("/i18n/setlang/", [302, 302, 302, 302, 302]),
    "people:profile": ("/people/me/", [302, 200, 200, 200, 200]),
    "people:invitation": ("/people/invitations/nothing/", [404, 404, 404, 404, 404]),
    "notices:list": ("/notices/", [302, 200, 200, 200, 200]),
    "notices:mark_read": ("/notices/1/read/", [302, 405, 405, 405, 405]),
    "workshops:list": ("/workshops/", [200, 200, 200, 200, 200]),
    "workshops:detail": ("/workshops/CEP-2023-MBA/", [200, 200, 200, 200, 200]),
    "workshops:agenda": ("/workshops/CEP-2023-MBA/agenda/", [200, 200, 200, 200, 200]),
    "workshops:calendar": ("/workshops/CEP-2023-MBA/agenda.ics", [200, 200, 200, 200, 200]),
    "workshops:people": ("/workshops/CEP-2023-MBA/people/", [404, 404, 404, 200, 200]),
}


def names(resolver: URLResolver, prefix: str = "") -> list[str]:
    """The names of every address of ours; allauth tests its own."""
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.append(prefix + str(pattern.name))
        elif str(pattern.pattern) != "accounts/":
            found += names(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)
    return found


@pytest.fixture
def clients(mombasa, amina, efua, chen, dana, client_for):  # noqa: F811
    mombasa.registrations.create(
        person=chen,
        role="facilitator",
        number="F01",
        confirmed_at=mombasa.registrations.first().confirmed_at,
        office=chen.postings.get().office,
        category="staff",
        sex=chen.sex,
        language="en",
    )
    signed_in = [client_for(person) for person in (amina, efua, chen, dana)]
    return dict(zip(ROLES, [Client(), *signed_in], strict=True))


def test_the_matrix_names_every_address():
    assert set(names(get_resolver())) == set(MATRIX)


def test_each_role_gets_what_the_matrix_says(clients):
    answers = {
        name: [clients[role].get(path).status_code for role in ROLES] for name, (path, _expected) in MATRIX.items()
    }
    assert answers == {name: expected for name, (_path, expected) in MATRIX.items()}


def test_no_address_answers_an_empty_post_with_a_fault(clients):
    found = {
        (name, role): client.post(path).status_code
        for name, (path, _expected) in MATRIX.items()
        for role, client in clients.items()
    }
    assert {key: code for key, code in found.items() if code >= 500} == {}


def test_every_public_page_forbids_inline_script_and_style(clients):
    for name, (path, _expected) in MATRIX.items():
        policy = clients["headquarters"].get(path).headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy, name
        assert "default-src 'none'" in policy, name
