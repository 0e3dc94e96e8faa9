"""The hidden field that says with what one began: whatever is sent in it, nothing breaks and nothing is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from workshops.actions.planning import NONE, edition_of, remove_plan, save_plan
from workshops.plans.content import prints
from workshops.plans.forms import PlanForm

from .test_planning import PLAN, TEXTS, again, item  # noqa: F401  (a fixture)
from .test_plans import PLANS, form, here, lead, step  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db
ODD = ["9" * 5000, "[" * 100_000, '{"a":' * 50_000, '"\\ud800"', '{"title": "\\ud800"}', "{", "null", "NaN", "[1]", ""]


@pytest.mark.parametrize("base", ODD, ids=range(len(ODD)))
def test_odd_prints_break_no_page(here, item, lead, client_for, base):  # noqa: F811
    plan = save_plan(item, PLAN, edition=NONE, by=lead)
    data = form([step()], edition=NONE, risks="mine") | {"base": base}
    client = client_for(lead)
    for sent in (data, data | {"title": ""}, data | {"do": "step-add"}):
        answer = client.post(f"{here}edit/", sent)
        assert (answer.status_code, "mine" in answer.content.decode()) == (200, True)
    plan.refresh_from_db()
    assert plan.risks == ""


def test_true_prints_come_back(item):  # noqa: F811
    began = prints(PLAN)
    sent = PlanForm(initial={"base": began})["base"].value()
    posted = PlanForm({**TEXTS, "base": sent, "edition": NONE})
    assert posted.is_valid()
    assert posted.cleaned_data["base"] == began


def test_who_removes_holds_the_item_first_as_who_saves_does(item, dana):  # noqa: F811
    plan = save_plan(item, again(PLAN, risks="x"), edition=NONE, by=dana)
    with CaptureQueriesContext(connection) as asked:
        remove_plan(plan, edition_of(plan), by=dana)
    first = next(query["sql"] for query in asked if query["sql"].startswith("SELECT"))
    assert 'FROM "workshops_agendaitem"' in first
