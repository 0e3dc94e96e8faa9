"""The addresses that the walks visit: of each kind of page one, for whoever meets it."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.urls import reverse

from elearning.notices.feet import token_for

SHARED_NOT_HERE = "/people/me/?shared"
# What answers on purpose that it is not there, or not here.
REFUSED = {"/verify/zzzzzzzzzzzzzzzzzzzz/": 404, "/people/invitations/used/": 404, SHARED_NOT_HERE: 403}


def of_anybody(world: SimpleNamespace, locale: str) -> list[str]:
    verify, reading = "records:verify_code", world.reading.page
    checks = [reverse(verify, args=[world.papers[name].code]) for name in ("valid", "revoked", "replaced")]
    return [
        f"/{locale}/",
        f"/{locale}/cep/",
        f"/{locale}/cep/m1/",
        reverse("toolkit:difference", args=[reading.translation_key, "en", 1, 2]),
        "/search/?q=nowhere",
        *checks,
        "/verify/",
        "/verify/zzzzzzzzzzzzzzzzzzzz/",
        "/accounts/login/",
        "/accounts/password/reset/",
        "/accounts/signup/",
        "/people/invitations/secret/",
        "/people/invitations/used/",
        "/accessibility/",
        "/code/",
        "/code/finished/",
        "/code/over/",
        f"/offline/{locale}/",
        "/people/privacy/",
        "/people/erasures/proof/proof/",
        reverse("notices:stop", args=[token_for(world.keeping.copy.person_id, "certificate_issued")]),
    ]


def of_people(world: SimpleNamespace, locale: str) -> dict[str, list[str]]:
    """Under the name of a person's fixture what she meets; under `shared` what Ada does on a shared device."""
    return {"amina": _of_amina(world, locale), "dana": _of_dana(world), **_of_others(world, locale)}


def _of_amina(world: SimpleNamespace, locale: str) -> list[str]:
    module, note = world.reading.page.pk, world.reading.note.uuid
    return [
        "/my-day/",
        "/courses/",
        "/courses/CEP/",
        "/courses/CEP/why/",
        f"/{locale}/cep/m1/",
        "/notes/",
        reverse("toolkit:change_note", args=[note]),
        *(reverse(f"toolkit:{form}", args=[module]) for form in ("ask", "opinion", "add_note")),
        "/people/me/",
        "/people/me/held/",
        reverse("people:copy_progress", args=[world.keeping.copy.uuid]),
        "/people/retention/",
        "/notices/",
        "/notices/preferences/",
        "/attempts/practice/",
        f"/offline/{locale}/CEP/",
        f"/offline/{locale}/CEP/practice/",
        "/learning/",
        "/accounts/email/",
        "/accounts/2fa/",
    ]


def _of_dana(world: SimpleNamespace) -> list[str]:
    asked, done = world.keeping.asked, world.keeping.done
    return [
        "/board/",
        "/board/courses/",
        "/board/courses/KE/",
        "/my-day/",
        reverse("records:certificate", args=[world.papers["valid"].uuid]),
        "/people/joining/requests/",
        reverse("people:join_request", args=[world.joined.wish.uuid]),
        "/people/erasures/",
        *(reverse("people:erasure", args=[each.uuid]) for each in (asked, done)),
        reverse("people:held_for", args=[asked.person.uuid]),
        reverse("codes:code_for", args=[world.joined.ada.uuid]),
        reverse("tracking:person", args=[asked.person.uuid]),
        reverse("records:transcripts", args=[asked.person.uuid]),
        "/learning/claims/",
        "/learning/equivalences/",
        "/learning/equivalences/new/",
    ]


def _of_others(world: SimpleNamespace, locale: str) -> dict[str, list[str]]:
    half, failed, asked = world.learning.half.uuid, world.learning.failed.uuid, world.reading.asked.uuid
    return {
        "bruno": [reverse("assessments:attempt", args=[half]), reverse("assessments:submit", args=[half])],
        "kofi": [reverse("assessments:result", args=[failed]), "/search/?q=officers"],
        "ona": ["/people/joining/?office=Kenya"],
        "author": ["/asked/", reverse("toolkit:answer", args=[asked])],
        "shared": ["/my-day/", f"/{locale}/cep/m1/", SHARED_NOT_HERE],
    }


def of_authors(world: SimpleNamespace) -> dict[str, list[str]]:
    """Our own pages in the CMS."""
    module = world.reading.page
    return {
        "author": [
            reverse("translations:index"),
            reverse("translations:compare", args=[module.pk]),
            reverse("authoring:reviews"),
            reverse("authoring:checklist", args=[module.pk]),
            reverse("word:new", args=[module.get_parent().pk]),
        ],
        "admin": [reverse("wagtailadmin_home")],
    }


def signed_in(
    paths: dict[str, list[str]], world: SimpleNamespace, request: pytest.FixtureRequest
) -> Iterator[tuple[str, list[str]]]:
    """The session of each of these people, with what she visits."""
    client_for = request.getfixturevalue("client_for")
    for name, visited in paths.items():
        client = world.joined.shared if name == "shared" else client_for(request.getfixturevalue(name))
        yield client.cookies["sessionid"].value, visited
