"""Two who publish at once: one version; two who exempt at once: one exemption. In threads, on rows that are kept."""

import pytest

from elearning.tracking.models import Exemption, Requirement, TryOut
from elearning.tracking.requirements.actions import publish_try_out
from elearning.tracking.requirements.dry_run import try_out
from elearning.tracking.requirements.exempting import exempt
from elearning.tracking.requirements.terms import Terms, token_of
from tests.workshops.test_planning_race import at_once

from .conftest import DAY, NOW, TODAY, asked

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_of_two_dry_runs_published_at_once_one_is_published_and_one_is_told(requirement, deeper, amina, kofi, dana):
    rows = [try_out(requirement, Terms(**asked(deeper, months=months)), by=dana, at=NOW) for months in (6, 12)]

    def publish(row: TryOut) -> None:
        publish_try_out(row, token=token_of(row.fields, row.base, row.day), by=dana, at=NOW)

    raised = at_once(*(lambda row=row: publish(row) for row in rows))
    assert [str(fault)[:28] for fault in raised] == ["Another version was publishe"]
    assert Requirement.objects.get().versions.count() == 2
    published = TryOut.objects.get(version__isnull=False)
    assert at_once(*[lambda: publish(published)] * 2) == []
    assert Requirement.objects.get().versions.count() == 2

    def give() -> None:
        exempt(amina, requirement, started_on=TODAY, ended_on=TODAY + DAY, reason="Leave", by=dana, at=NOW)

    assert ["shares days" in str(fault) for fault in at_once(give, give)] == [True]
    assert Exemption.objects.count() == 1
