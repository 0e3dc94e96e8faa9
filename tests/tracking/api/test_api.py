"""The API gives a client the figures of its offices, both dates with them, and nothing else to anybody."""

import datetime

import pytest

from elearning.tracking.api.actions import hash_token, make_client, revoke_client
from elearning.tracking.api.hiding import hidden_offices
from elearning.tracking.models import FAR_DAY, ApiClient, Export, Requirement, RequirementVersion, Stale, Standing
from elearning.tracking.readiness.counting import Counts
from tests.factories import make_person
from tests.tracking.api.shapes import faults
from tests.tracking.conftest import moment
from tests.tracking.figures.conftest import world  # noqa: F401  (fixture)

DAY = datetime.date(2026, 1, 1)
READY = {"requirement": "CEP", "on": "2026-11-01", "known_at": "2026-11-01T12:00:00Z"}


@pytest.fixture
def requirement(world):  # noqa: F811
    """CEP asks everybody: seven due women and three men in Ghana, one overdue woman in Kenya."""
    made = Requirement.objects.create(code="CEP")
    RequirementVersion.objects.create(
        requirement=made,
        number=1,
        titles={"en": "Policing"},
        from_day=DAY,
        subjects=[],
        published_at=moment("2026-01-01"),
    )
    ghana, kenya = world.kofi.postings.get().office, world.amina.postings.get().office
    people = [
        (make_person(f"G{n}", ghana, account=False), ghana, "due", "male" if n < 3 else "female") for n in range(10)
    ]
    people.append((world.amina, kenya, "overdue", "female"))
    for person, office, state, sex in people:
        Standing.objects.create(
            requirement=made, person=person, office=office, category="staff", sex=sex, state=state,
            day_from=DAY, day_to=FAR_DAY, known_from=moment("2026-01-01"),
        )  # fmt: skip
        person.postings.update(recorded_at=moment("2024-01-01"))
    Stale.objects.all().delete()
    return made


@pytest.fixture
def ask(client, offices, dana):
    """Asks as a client: of Ghana, or of all."""
    soon = datetime.date.today() + datetime.timedelta(days=30)  # noqa: DTZ011
    tokens = {
        code: make_client(f"For {code}", office=offices.get(code), expires_on=soon, by=dana)[1]
        for code in ("GH", "all")
    }

    def asked(path: str, who: str = "all", data: dict | None = None, **headers):
        return client.get(f"/api/v1/{path}", data or {}, headers={"Authorization": f"Bearer {tokens[who]}", **headers})

    asked.tokens = tokens
    return asked


def test_every_answer_is_as_the_description_says(ask, client, requirement):
    said = client.get("/api/v1/openapi.json").json()
    assert said["openapi"] == "3.1.0"
    asked = {"/readiness": READY, "/figures": {"started_on": "2026-01-01", "by": "sex", "across": "category"}}
    for path, parts in said["paths"].items():
        answer = ask(path[1:], data=asked.get(path))
        schema = parts["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert (path, answer.status_code, faults(answer.json(), schema, said)) == (path, 200, [])
        assert {parameter["name"] for parameter in parts["get"]["parameters"]} >= asked.get(path, {}).keys()
    assert faults({"type": 1}, {"$ref": "#/components/schemas/Problem"}, said)  # the check itself finds faults


def test_readiness_of_each_office_with_both_dates_and_of_no_other_office(ask, requirement):
    answer = ask("readiness", data=READY).json()
    zero = {"not_required": 0, "met": 0, "exempt": 0}
    assert {row.pop("office"): row for row in answer["offices"]} == {
        "KE": {**zero, "required": 1, "due": 0, "overdue": 1},
        "GH": {**zero, "required": 10, "due": 10, "overdue": 0},
    }
    assert (answer["on"], answer["known_at"], answer["version"]) == ("2026-11-01", "2026-11-01T12:00:00Z", 1)
    assert answer["total"]["required"] == 11
    assert answer["definitions"]
    mine = ask("readiness", "GH", READY).json()
    assert [row["office"] for row in mine["offices"]] == ["GH"]
    assert mine["total"]["overdue"] == 0
    for path, data in (("readiness", READY), ("figures", {})):
        refused = ask(path, "GH", data | {"office": "KE"})
        assert (refused.status_code, refused["Content-Type"]) == (404, "application/problem+json")
        assert ask(path, "GH", data | {"office": "NOWHERE"}).json() == refused.json()  # as if Kenya were not there
    assert [row["code"] for row in ask("offices", "GH").json()["offices"]] == ["GH"]
    accra = ask("offices").json()["offices"]
    assert next(row for row in accra if row["code"] == "GH")["country_m49"] == "288"


def test_figures_are_those_of_the_clients_offices(ask, requirement):
    year = {"started_on": "2026-01-01", "ended_on": "2026-12-31"}
    everything = ask("figures", data=year).json()
    assert everything["total"]["persons"] > ask("figures", "GH", year).json()["total"]["persons"] > 0
    for narrow in ({"sex": "female"}, {"country": "GH", "by": "sex"}, {"office": "GH", "across": "language"}):
        assert (
            ask("figures", data={**year, **narrow}).status_code == 400
        )  # what is hidden would follow from two answers
    assert ask("figures", data={**year, "office": "GH"}).json()["tables"].keys() <= {"office", "country"}


def test_few_people_are_hidden_whichever_way_one_subtracts(ask, requirement):
    """Three men in Ghana are too few, so her seven women are hidden too; in Kenya is nobody else to hide with."""
    women = ask("readiness", data={**READY, "sex": "female"}).json()
    assert women["offices"] == []
    assert (women["hidden"]["offices"], women["total"]["required"]) == (2, 8)
    men = ask("readiness", data={**READY, "sex": "male"}).json()
    assert (men["offices"], men["hidden"], men["total"]) == ([], None, None)
    big, small = Counts(met=50), Counts(met=2)
    nine, thirty, ninety = Counts(met=9), Counts(met=30), Counts(met=90)
    assert hidden_offices({1: big, 2: small, 3: nine}, {1: ninety, 2: thirty, 3: thirty}) == {2, 3}
    assert hidden_offices({1: big, 2: big, 3: nine}, {1: ninety, 2: Counts(met=52), 3: nine}) == {1, 2, 3}  # two men
    assert hidden_offices({1: small}, {}) == set()
    for narrow in ({"sex": "female", "category": "staff"}, {"sex": "female", "office": "GH"}):
        assert ask("readiness", data={**READY, **narrow}).status_code == 400
    ghana = ask("readiness", "GH", {**READY, "sex": "female"}).json()
    assert (ghana["offices"], ghana["hidden"], ghana["total"]) == ([], None, None)  # of its ten, three would be men


@pytest.mark.parametrize(
    ("data", "status", "word"),
    [
        ({}, 400, "requirement"),
        ({"requirement": "NONE"}, 404, "requirement"),
        ({**READY, "on": "2026-02-31"}, 400, "on:"),
        ({**READY, "on": "9999-12-31"}, 400, "future"),
        ({**READY, "known_at": "yesterday"}, 400, "known_at"),
        ({**READY, "sex": "x" * 10000}, 400, "sex"),
        ({**READY, "colour": "red"}, 400, "colour"),
        ({**READY, "office": "GH\0"}, 404, "office"),
        ({**READY, "on": ["2026-01-01", "2026-02-01"]}, 400, "once"),
    ],
)
def test_bad_questions_get_a_sentence(ask, requirement, data, status, word):
    answer = ask("readiness", data=data)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert word in answer.json()["detail"]
    assert not Export.objects.exists()


def test_only_a_token_opens_it(ask, client, client_for, dana, requirement):
    assert client.get("/api/v1/offices").status_code == 401
    assert client.get("/api/v1/offices", headers={"Authorization": "Bearer nothing"}).status_code == 401
    assert client_for(dana).get("/api/v1/offices").status_code == 401  # a session alone opens nothing
    post = client.post("/api/v1/offices", headers={"Authorization": f"Bearer {ask.tokens['GH']}"})
    assert (post.status_code, post["Allow"]) == (405, "GET, HEAD")
    assert ask("nothing").status_code == 404
    ApiClient.objects.filter(name="For GH").update(expires_on=datetime.date(2026, 1, 1))
    assert ask("offices", "GH").status_code == 403
    revoke_client(ApiClient.objects.get(name="For all"), by=dana)
    assert ask("offices").status_code == 403
    assert "csrftoken" not in client.cookies


def test_answers_are_written_down_once_a_day_and_the_same_bytes_sent_once(ask, requirement):
    first = ask("readiness", data=READY)
    assert first["Cache-Control"] == "private, no-cache"
    assert ask("readiness", data=READY, **{"If-None-Match": first["ETag"]}).status_code == 304
    export = Export.objects.get()
    assert (export.client.name, export.by, export.kind) == ("For all", None, "api")
    assert export.question == {"address": "readiness", **READY}
    assert ApiClient.objects.exclude(last_used_at=None).get().name == "For all"


def test_who_asks_too_often_waits(ask, monkeypatch):
    monkeypatch.setattr("elearning.tracking.api.reader.time", lambda: 1000)
    monkeypatch.setattr("elearning.tracking.api.reader.ASKS_A_MINUTE", 3)
    assert {ask("offices").status_code for _ in range(3)} == {200}
    answer = ask("offices")
    assert (answer.status_code, answer["Retry-After"]) == (429, "20")
    assert ask("offices", "GH").status_code == 200


def test_headquarters_makes_a_token_that_is_shown_once_and_takes_it_back(client_for, dana, efua, offices):
    hers, expires = client_for(dana), datetime.date.today() + datetime.timedelta(days=90)  # noqa: DTZ011
    form = {"name": "=Dashboard", "office": "GH", "expires_on": expires.isoformat()}
    page = hers.post("/api/clients/", form).content.decode()
    made = ApiClient.objects.get()
    token = next(word for word in page.replace("<", " ").replace(">", " ").split() if word.startswith("cg_"))
    assert (hash_token(token), made.office, made.hint) == (made.token_hash, offices["GH"], token[:9])
    assert token not in hers.get("/api/clients/").content.decode()
    assert "may read already" in hers.post("/api/clients/", form).content.decode()  # a double click makes one
    for wrong in ({"expires_on": "2000-01-01"}, {"expires_on": "9999-01-01"}, {"name": ""}, {"office": "NOWHERE"}):
        assert "error" in hers.post("/api/clients/", form | {"name": "Other"} | wrong).content.decode()
    assert ApiClient.objects.count() == 1
    assert client_for(efua).post(f"/api/clients/{made.pk}/revoke/").status_code == 404
    assert hers.post(f"/api/clients/{made.pk}/revoke/").status_code == 302
    made.refresh_from_db()
    assert made.revoked_at


def test_the_list_of_clients_costs_the_same_for_one_and_for_three(client_for, dana, django_assert_num_queries):
    hers, expires = client_for(dana), datetime.date.today() + datetime.timedelta(days=90)  # noqa: DTZ011
    for more in ([1], [2, 3]):
        for n in more:
            make_client(f"Program {n}", office=None, expires_on=expires, by=dana)
        with django_assert_num_queries(5):
            hers.get("/api/clients/")
