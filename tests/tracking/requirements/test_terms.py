"""Which version rules on which day, pure: what is said to come is what then rules."""

import datetime
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.tracking.requirements.terms import Terms, coming, in_force, replaced, token_of

DAY = datetime.date(2026, 6, 1)
ONE = datetime.timedelta(days=1)


def version(number: int, days: int) -> SimpleNamespace:
    return SimpleNamespace(number=number, from_day=DAY + datetime.timedelta(days))


@given(st.lists(st.integers(-5, 9), max_size=6))
@settings(max_examples=200, deadline=None)
def test_what_is_said_to_come_is_what_then_rules(days):
    versions = [version(number, each) for number, each in enumerate(days, start=1)]
    expected = [in_force(versions, DAY)]
    for ahead in range(1, 10):
        now = in_force(versions, DAY + ahead * ONE)
        expected += [now] if now is not expected[-1] else []
    assert coming(versions, DAY) == expected[1:]


def test_only_what_has_not_begun_is_replaced():
    versions = [version(1, -9), version(2, 0), version(3, 5), version(4, 20)]
    new = Terms({"en": "A"}, DAY + 5 * ONE, [])
    assert [each.number for each in replaced(new, versions, DAY)] == [3, 4]


def test_terms_survive_being_written_and_each_part_makes_another_token():
    terms = Terms({"en": "A"}, DAY, [{"kind": "course", "value": "x"}], months=6, joined_after=DAY, reason="R")
    said = terms.as_json()
    assert Terms.read(said) == terms
    others = [
        token_of(said | {"months": 7}, 1, DAY), token_of(said | {"reason": ""}, 1, DAY), token_of(said, 2, DAY),
        token_of(said, 1, DAY + ONE),
    ]  # fmt: skip
    assert len({token_of(said, 1, DAY), *others}) == 5
