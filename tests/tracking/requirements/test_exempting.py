"""Exemptions: who gives them to whom and for how long, and that one taken back leaves the past as it was known."""

import pytest

from elearning.people.actions import Refused
from elearning.tracking.models import Exemption, Stale
from elearning.tracking.requirements.exempting import exempt, withdraw_exemption
from tests.factories import make_person

from .conftest import DAY, NOW, TODAY, states_on

pytestmark = pytest.mark.django_db


def test_an_exemption_holds_and_one_taken_back_never_did(requirement, amina, dana):
    given = exempt(
        amina, requirement, started_on=TODAY - 9 * DAY, ended_on=TODAY + DAY, reason="Leave", by=dana, at=NOW
    )
    assert Stale.objects.filter(person=amina, noted_at=NOW).exists()
    days = [TODAY - 10 * DAY, TODAY - 9 * DAY, TODAY + DAY, TODAY + 2 * DAY]
    assert [states_on(requirement, day)["Amina"] for day in days] == ["overdue", "exempt", "exempt", "overdue"]
    assert not Stale.objects.exists()
    taken = withdraw_exemption(given, by=dana, at=NOW + DAY)
    assert withdraw_exemption(given, by=dana, at=NOW + 2 * DAY).withdrawn_at == taken.withdrawn_at == NOW + DAY
    assert Stale.objects.get().person == amina
    assert states_on(requirement, TODAY, NOW + DAY)["Amina"] == "overdue"
    assert states_on(requirement, TODAY, NOW)["Amina"] == "exempt"


def test_who_may_exempt_whom(requirement, offices, amina, kofi, efua, dana, chen):
    def why(by, person, **fields) -> str:
        values = {"started_on": TODAY, "ended_on": TODAY + 30 * DAY, "reason": "Leave"} | fields
        try:
            exempt(person, requirement, by=by, at=NOW, **values)
        except Refused as refusal:
            return str(refusal)
        return ""

    assert why(efua, kofi) == ""
    assert "by focal points to their own people" in why(efua, amina)
    assert "Nobody exempts herself" in why(efua, efua)
    assert "Nobody exempts herself" in why(dana, dana)
    assert "by focal points to their own people" in why(chen, amina)
    ama = make_person("Ama Boateng", offices["GH"])
    assert "Only headquarters exempts without an end" in why(efua, ama, ended_on=None)
    assert "at most 180 days" in why(efua, ama, ended_on=TODAY + 180 * DAY)
    assert why(efua, ama, ended_on=TODAY + 179 * DAY) == ""
    assert why(dana, amina, ended_on=None) == ""
    assert sorted(Exemption.objects.values_list("person__name", flat=True)) == [
        "Ama Boateng", "Amina Odhiambo", "Kofi Mensah",
    ]  # fmt: skip
    with pytest.raises(Refused, match="own people"):
        withdraw_exemption(Exemption.objects.get(person=amina), by=efua, at=NOW)
    with pytest.raises(Refused, match="herself"):
        withdraw_exemption(Exemption.objects.get(person=kofi), by=kofi, at=NOW)


def test_what_makes_no_sense_is_refused(requirement, amina, dana):
    def why(**fields) -> str:
        values = {"started_on": TODAY, "ended_on": TODAY + 30 * DAY, "reason": "Leave"} | fields
        with pytest.raises(Refused) as refused:
            exempt(amina, requirement, by=dana, at=NOW, **values)
        return str(refused.value)

    assert "ends before it starts" in why(ended_on=TODAY - DAY)
    assert "five years" in why(started_on=TODAY.replace(year=9000), ended_on=None)
    assert "ten years" in why(ended_on=TODAY.replace(year=9000))
    assert "Give the reason" in why(reason="  ")
    exempt(amina, requirement, by=dana, at=NOW, started_on=TODAY, ended_on=None, reason="Open")
    assert "shares days" in why(started_on=TODAY + 99 * DAY, ended_on=TODAY + 100 * DAY)
    assert "shares days" in why(started_on=TODAY - 5 * DAY, ended_on=TODAY)
    exempt(amina, requirement, by=dana, at=NOW, started_on=TODAY - 5 * DAY, ended_on=TODAY - DAY, reason="Before")
    assert Exemption.objects.count() == 2
