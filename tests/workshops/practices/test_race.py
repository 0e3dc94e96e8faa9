"""Two reviewers publish one good practice at the same moment: one page."""

import pytest

from elearning.notices.models import Notice
from elearning.toolkit.models import GoodPracticePage
from tests.workshops.feedback.test_race import at_once
from workshops.actions.practices import publish_practice

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_published_by_two_at_once_it_is_one_page(write, modules, reviewer):
    practice, other = write(), write(title="Another")
    raised = at_once(*[lambda: publish_practice(practice, by=reviewer)] * 2, lambda: publish_practice(other, by=None))
    assert raised == []
    assert sorted(GoodPracticePage.objects.values_list("title", flat=True)) == ["Another", "Market mornings & tea"]
    assert Notice.objects.count() == 2
