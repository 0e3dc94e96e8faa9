"""The plan of a file of people, whatever the lines and their order."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.people.importing.plan import CREATED, REFUSED, UNCHANGED, UPDATED, Known, PersonLine, clashes, plan

few = st.sampled_from(["", "a", "b", "c"])
lines_of_a_file = st.lists(
    st.builds(
        lambda name, email, number, sex: PersonLine(0, name=name, email=email, staff_number=number, sex=sex),
        st.sampled_from(["", "Ann", "Bea"]),
        few,
        st.sampled_from(["", "A", "a", "b"]),
        st.sampled_from(["", "female"]),
    ),
    max_size=6,
)
people = [Known(1, "Ann", email="a"), Known(2, "Bea", email="b", staff_number="A"), Known(3, "Root", guarded=True)]


def directory_of(known: list[Known]) -> dict:
    found: dict = {}
    for each in known:
        for key in (("email", each.email), ("staff_number", each.staff_number.lower())):
            if key[1]:
                found.setdefault(key, []).append(each)
    return found


def planned(lines, known):
    directory = directory_of(known)
    return plan(lines, directory, clashes(lines, directory))


def after(steps, known: list[Known]) -> list[Known]:
    """Who is known once the steps are done."""
    people = {each.pk: each for each in known}
    for step in steps:
        if step.act == CREATED:
            people[-step.line - 1] = Known(-step.line - 1, **step.changes)
        elif step.act == UPDATED:
            people[step.person] = replace(people[step.person], **step.changes)
    return list(people.values())


@settings(max_examples=150, deadline=None)
@given(lines_of_a_file, st.randoms())
def test_the_order_of_lines_does_not_matter_and_twice_is_once(values, random):
    lines = [replace(line, number=number) for number, line in enumerate(values)]
    steps = planned(lines, people)
    shuffled = planned(random.sample(lines, len(lines)), people)
    assert {step.line for step in steps if step.act == REFUSED} == {s.line for s in shuffled if s.act == REFUSED}
    assert sorted(str(step.changes) for step in steps) == sorted(str(step.changes) for step in shuffled)
    then = after(steps, people)
    again = planned(lines, then)
    assert {step.act for step in again} <= {UNCHANGED, REFUSED}
    for name in ("email", "staff_number"):
        told = [getattr(each, name).lower() for each in then if getattr(each, name)]
        assert len(told) == len(set(told))
