"""The counting, for whatever facts in whatever order."""

import json
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.tracking.figures.counting import DIMENSIONS, WHOLE, Count, Fact, attended, count

DAYS = ["2026-01-05", "2026-01-06", "2026-01-07"]
EVENTS = [("workshop", "a"), ("workshop", "b"), ("course", "c", "2026-01-05")]
FUNDING = {EVENTS[0]: {"EU|1": 6000, "US|2": 4000}, EVENTS[1]: {"EU|1": 2550}}


def traits(office: str, sex: str) -> tuple[str, ...]:
    given = {"office": office, "sex": sex}
    return tuple(given.get(name, "") for name in DIMENSIONS)


@st.composite
def facts(draw, people: int = 6) -> list[Fact]:
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(1, people),
                st.sampled_from(EVENTS),
                st.sampled_from(DAYS),
                st.integers(0, 80),
                st.sampled_from(["KE", "GH", ""]),
            ),
            max_size=30,
        )
    )
    return [
        Fact(person, event, day, place, tenths, traits(office, "female" if person % 2 else "male"))
        for place, (person, event, day, tenths, office) in enumerate(rows)
    ]


@given(facts(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_arrival_does_not_matter(rows, random):
    mixed = rows[:]
    random.shuffle(mixed)
    assert count(mixed, FUNDING) == count(rows, FUNDING)


@given(facts())
@settings(max_examples=60, deadline=None)
def test_it_counts_as_a_naive_recount_does(rows):
    counted = count(rows, FUNDING)
    pairs = {(fact.person, fact.event) for fact in rows}
    hours = {pair: max(fact.tenths for fact in rows if (fact.person, fact.event) == pair) for pair in pairs}
    assert counted.total.persons == len({fact.person for fact in rows}) == len(counted.people)
    assert (counted.total.participations, counted.total.tenths) == (len(pairs), sum(hours.values()))
    assert counted.total.persons <= counted.total.participations
    assert counted.repeated == sum(number > 1 for number in Counter(person for person, _e in pairs).values())


@given(facts(), st.integers(0, 6))
@settings(max_examples=60, deadline=None)
def test_parts_of_the_people_that_are_kept_and_added_are_the_count_of_all(rows, cut):
    whole = Count()
    for part in ([row for row in rows if row.person <= cut], [row for row in rows if row.person > cut]):
        whole = Count.read(json.loads(json.dumps(whole.as_json())))
        whole.add(count(part, FUNDING))
    assert whole == count(rows, FUNDING)


@given(facts())
@settings(max_examples=60, deadline=None)
def test_the_lines_of_each_table_add_up_to_the_total(rows):
    counted = count(rows, FUNDING)
    for names in (("office",), ("sex",), ("office", "sex")):
        lines = counted.by(*names).values()
        assert sum(line.persons for line in lines) == counted.total.persons
        assert sum(line.participations for line in lines) == counted.total.participations
        assert sum(line.tenths for line in lines) == counted.total.tenths
    shares = [counted.unpaid, *(paid.share for paid in counted.paid.values())]
    assert sum(share.persons for share in shares) == counted.total.persons * WHOLE
    assert sum(share.participations for share in shares) == counted.total.participations * WHOLE


@given(facts())
@settings(max_examples=60, deadline=None)
def test_a_merge_changes_persons_by_one_and_participations_by_the_events_that_both_hold_records_of(rows):
    one, other = ({fact.event for fact in rows if fact.person == person} for person in (1, 2))
    merged = count([fact._replace(person=1) if fact.person == 2 else fact for fact in rows]).total
    before = count(rows).total
    assert before.persons - merged.persons == (1 if one and other else 0)
    assert before.participations - merged.participations == len(one & other)


def test_a_completion_and_a_participation_of_one_workshop_are_one_participation_with_the_longer_hours():
    row = Fact(1, EVENTS[0], DAYS[0], 1, 60, traits("KE", "female"))
    assert attended([row, row._replace(record=2, tenths=75)]) == [row._replace(tenths=75)]


def test_a_person_stands_where_she_was_at_the_last_of_her_events_and_her_participations_where_each_was():
    rows = [
        Fact(1, EVENTS[0], DAYS[0], 1, 60, traits("KE", "female")),
        Fact(1, EVENTS[1], DAYS[2], 2, 30, traits("GH", "female")),
    ]
    by_office = count(rows).by("office")
    assert {key: (line.persons, line.participations, line.tenths) for (key,), line in by_office.items()} == {
        "GH": (1, 1, 30),
        "KE": (0, 1, 60),
    }


def test_a_funding_line_counts_whole_and_by_share():
    rows = [
        Fact(1, EVENTS[0], DAYS[0], 1, 60, traits("KE", "female")),
        Fact(1, EVENTS[1], DAYS[2], 2, 30, traits("KE", "female")),
        Fact(2, EVENTS[0], DAYS[0], 3, 60, traits("KE", "male")),
    ]
    counted = count(rows, FUNDING)
    paid = counted.paid
    assert (paid["EU|1"].whole.persons, paid["EU|1"].whole.participations) == (2, 3)
    assert (paid["EU|1"].share.persons, paid["EU|1"].share.participations) == (2550 + 6000, 6000 * 2 + 2550)
    assert (paid["US|2"].whole.persons, paid["US|2"].share.persons) == (2, 4000)
    assert (counted.unpaid.persons, counted.unpaid.participations) == (7450, 7450)
