"""Two people save one plan at the same moment: one is kept, the other is told, no step is mixed into the other's."""

import threading

import pytest
from django.db import connection

from workshops.actions.planning import NONE, Refused, Stale, edition_of, save_plan, save_template
from workshops.models import SessionPlan
from workshops.plans.content import content_of

from .test_planning import PLAN, again

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*deeds) -> list[Exception]:
    """The deeds done by threads at the same moment; what they raised."""
    barrier, raised = threading.Barrier(len(deeds)), []

    def run(deed) -> None:
        try:
            barrier.wait()
            deed()
        except Exception as fault:
            raised.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_of_two_savers_one_is_kept_and_one_is_told(mombasa, dana, chen):
    item = mombasa.items.get(code="D1-05")
    ways = [again(PLAN, risks="Dana"), again(PLAN, risks="Chen")]
    begun = at_once(*(lambda way=way: save_plan(item, way, edition=NONE, by=dana) for way in ways))
    assert [type(fault) for fault in begun] == [Stale]
    opened = edition_of(plan := SessionPlan.objects.get(item=item))
    ways = [again(PLAN, risks="Third"), again(PLAN, risks="Fourth")]
    saved = at_once(*(lambda way=way: save_plan(item, way, edition=opened, by=chen) for way in ways))
    assert [type(fault) for fault in saved] == [Stale]
    plan.refresh_from_db()
    assert plan.revision == 2
    assert content_of(plan).steps == PLAN.steps


def test_of_two_templates_of_one_title_one_is_made(dana):
    made = at_once(*[lambda: save_template(None, PLAN, edition=NONE, by=dana)] * 2)
    assert [type(fault) for fault in made] == [Refused]
    assert SessionPlan.objects.count() == 1
