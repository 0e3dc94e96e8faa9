"""The induction, pure: its order, its days, the one thing to do next."""

import datetime
from types import SimpleNamespace

import pytest

from elearning.tracking.requirements.induction import Stood, induction, next_of

DAY = datetime.date(2026, 3, 1)


def stood(place: int, state: str, until: datetime.date | None = DAY, *subjects: dict) -> Stood:
    return Stood(place, f"R{place}", {"en": f"Requirement {place}"}, state, until, subjects)


def test_it_stands_in_order_and_leaves_out_what_is_not_asked():
    rows = induction([stood(3, "met"), stood(1, "due"), stood(2, "not_required", None), stood(4, "exempt", None)])
    assert [(row.number, row.stood.code, row.due_on, row.valid_until) for row in rows] == [
        (1, "R1", DAY, None),
        (2, "R3", None, DAY),
        (3, "R4", None, None),
    ]


@pytest.mark.parametrize(
    ("states", "wanted"),
    [
        ([("due", 0), ("due", 0)], "R1"),
        ([("due", 5), ("due", 0)], "R2"),
        ([("due", 0), ("overdue", 30)], "R2"),
        ([("met", 0), ("exempt", 0), ("due", 0)], "R3"),
        ([("met", 0)], None),
        ([], None),
    ],
)
def test_the_next_is_the_overdue_one_then_the_first_that_is_due(states, wanted):
    rows = induction(stood(n, state, DAY + datetime.timedelta(days)) for n, (state, days) in enumerate(states, start=1))
    found = next_of(rows)
    assert (found.stood.code if found else None) == wanted


def test_a_course_meets_it_by_itself_or_by_its_topic():
    (row,) = induction([stood(1, "due", DAY, {"kind": "course", "value": "a"}, {"kind": "topic", "value": "t"})])
    course = lambda uuid, topic: SimpleNamespace(uuid=uuid, toolkit_key=topic)  # noqa: E731
    assert [row.met_by(course(*each)) for each in (("a", None), ("b", "t"), ("b", None), ("t", "a"))] == [
        True, True, False, False,
    ]  # fmt: skip
