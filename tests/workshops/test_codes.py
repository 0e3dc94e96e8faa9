"""Facilitators print codes for those registered in their own workshop who have no e-mail address."""

import uuid

import pytest

from elearning.people.models import SignInCode
from tests.factories import make_person
from tests.workshops.seating import NOW, make_workshop
from workshops.models import Registration

COPIED = {"confirmed_at": NOW, "category": "community", "sex": "undisclosed", "country": "GH"}  # as confirming does
pytestmark = pytest.mark.django_db
State, Role = Registration.State, Registration.Role


@pytest.fixture
def workshop(offices, chen, amina):
    """Chen leads it; Amina has an address, two have none, a third was only nominated."""
    made = make_workshop(offices)
    for person, role, state in (
        (chen, Role.LEAD, State.CONFIRMED),
        (amina, Role.PARTICIPANT, State.CONFIRMED),
        (make_person("Ada Owusu", account=False), Role.PARTICIPANT, State.WALK_IN),
        (make_person("Ben Owusu", account=False), Role.PARTICIPANT, State.CONFIRMED),
        (make_person("Cy Owusu", account=False), Role.PARTICIPANT, State.NOMINATED),
    ):
        Registration.objects.create(
            workshop=made, person=person, role=role, state=state, number=f"P{person.pk}", **COPIED
        )
    return made


def test_those_without_an_address_get_slips_and_others_do_not(workshop, offices, chen, amina, bruno, dana, client_for):
    path = f"/workshops/{workshop.code}/people/codes/"
    client = client_for(chen)
    page = client.get(path).content.decode()
    assert [name in page for name in ("Ada Owusu", "Ben Owusu", "Cy Owusu", "Amina")] == [True, True, False, False]
    assert page.count(" checked> <span>") == 2
    assert path in client.get(f"/workshops/{workshop.code}/people/").content.decode()
    everybody = [str(row.person.uuid) for row in workshop.registrations.select_related("person")]
    press = str(uuid.uuid4())
    answer = client.post(path, {"person": [*everybody, "\0", str(bruno.uuid)], "press": press})
    assert answer["Content-Type"] == "application/pdf"
    made = SignInCode.objects.values_list("person__name", "made_by__name").order_by("person__name")
    assert list(made) == [("Ada Owusu", "Chen Liang"), ("Ben Owusu", "Chen Liang")]
    client.post(path, {"person": everybody, "press": press})  # a double click
    assert SignInCode.objects.count() == 2
    assert client.get(path).content.decode().count(" checked> <span>") == 0
    assert client.post(path, {"person": []}).url == path
    for stranger in (amina, bruno):
        assert client_for(stranger).get(path).status_code == 404
        assert client_for(stranger).post(path, {"person": everybody}).status_code == 404
    other = make_workshop(offices, "CEP-2026-TWO")
    assert client.post(f"/workshops/{other.code}/people/codes/", {"person": everybody}).status_code == 404
    assert client_for(dana).get(path).status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(many, workshop, chen, client_for, django_assert_num_queries):
    workshop.registrations.filter(person__email=None).delete()
    for number in range(many):
        person = make_person(f"Person{number}", account=False)
        Registration.objects.create(
            workshop=workshop, person=person, state=State.CONFIRMED, number=f"Q{number}", **COPIED
        )
    client, path = client_for(chen), f"/workshops/{workshop.code}/people/codes/"
    client.get(path)
    with django_assert_num_queries(11):
        assert client.get(path).content.decode().count("<bdi>Person") == many
