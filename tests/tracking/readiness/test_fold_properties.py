"""What holds of the fold whatever the facts are: a second, slow reading says the same of each day and moment."""

import datetime
from dataclasses import fields

from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.tracking.models import FAR_MOMENT
from elearning.tracking.readiness.facts import Facts
from elearning.tracking.readiness.fold import stand, standings

from .building import A, B, absence, day, exemption, facts, moment, offline, posting, record, trait, version
from .naive import judge

LAST = 90
days = st.integers(0, 60)
ends = st.one_of(st.integers(1, 80), st.none())
QUICK = settings(max_examples=60, deadline=None, derandomize=True, database=None)


@st.composite
def known(draw):
    """Since and until when something was known."""
    since = draw(days)
    return {"known": since, "until": draw(st.one_of(st.none(), st.none(), st.integers(since + 1, 80)))}


@st.composite
def stretches(draw, make, *more):
    first = draw(days)
    length = draw(st.one_of(st.integers(1, 25), st.none()))
    return make(first, None if length is None else first + length, *(draw(each) for each in more), **draw(known()))


@st.composite
def postings(draw):
    """Up to three, which may lie one over another; the end of some was recorded later."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        row = {"office": draw(st.integers(1, 2)), "id": number, "category": draw(st.sampled_from(CATEGORIES))}
        first, since = draw(days), draw(st.integers(0, 30))
        end = draw(st.one_of(st.none(), st.integers(first + 1, 90)))
        if end and draw(st.booleans()):
            then = draw(st.integers(since + 1, 60))
            found.append(posting(first, None, known=since, until=then, **row))
            since = then
        found.append(posting(first, end, known=since, until=draw(st.one_of(st.none(), st.just(since + 20))), **row))
    return found


CATEGORIES = ("staff", "staff", "intern", "police")
records = st.builds(
    lambda achieved, course, validity, since: record(
        achieved, course=course, valid_until=validity and achieved + validity, **since
    ),
    days,
    st.sampled_from([A, A, B]),
    st.one_of(st.none(), st.integers(1, 40)),
    known(),
)
versions = st.lists(
    st.builds(
        dict,
        from_day=days,
        known=days,
        courses=st.sampled_from([(A,), (A, B), (B,)]),
        months=st.sampled_from([None, 1]),
        days=st.integers(0, 25),
        grace=st.integers(0, 6),
        offices=st.sampled_from([None, None, frozenset([1])]),
        categories=st.sampled_from([None, None, frozenset(["staff"])]),
        joined_after=st.sampled_from([None, None, day(10)]),
        is_ended=st.sampled_from([False, False, False, True]),
    ),
    max_size=3,
).map(lambda rows: [version(number + 1, **row) for number, row in enumerate(rows)])
people = st.builds(
    lambda *rows: facts(*(row for some in rows for row in some), trait(until=40), trait("other", "fr", known=40)),
    postings(),
    st.lists(records, max_size=3),
    st.lists(stretches(absence), max_size=2),
    st.lists(stretches(offline, st.integers(1, 2)), max_size=2),
    st.lists(stretches(exemption), max_size=2),
)
moments = st.integers(0, 81)


def day_by_day(pieces):
    """day -> what is said of it, up to LAST; a day of which two pieces speak fails."""
    found = {}
    for piece in pieces:
        each = piece.day_from
        while each < piece.day_to and each <= day(LAST):
            assert each not in found
            found[each] = (piece.office, piece.category, piece.state, piece.until)
            each += datetime.timedelta(days=1)
    return found


@QUICK
@given(people, versions, moments)
def test_a_second_reading_says_the_same_of_each_day(person, asked, at):
    assert day_by_day(stand(person, asked, moment(at))) == judge(person, asked, moment(at), day(LAST))


@QUICK
@given(people, versions, moments)
def test_what_was_known_at_a_moment_is_all_that_was_known_by_then(person, asked, at):
    then = Facts(**{each.name: _known(getattr(person, each.name), at) for each in fields(Facts)})
    asked_then = [each for each in asked if each.known_from <= moment(at)]
    assert stand(then, asked_then, moment(9000)) == stand(person, asked, moment(at))


def _known(rows, at):
    known_then = [row for row in rows if row.known_from <= moment(at) < row.known_to]
    return tuple(row._replace(known_from=moment(0), known_to=FAR_MOMENT) for row in known_then)


@QUICK
@given(people, versions, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_arrive_does_not_matter(person, asked, chance):
    shuffled = {each.name: list(getattr(person, each.name)) for each in fields(Facts)}
    for rows in shuffled.values():
        chance.shuffle(rows)
    other = list(asked)
    chance.shuffle(other)
    mixed = Facts(**{name: tuple(rows) for name, rows in shuffled.items()})
    assert standings(mixed, other) == standings(person, asked)


@QUICK
@given(people, versions)
def test_rectangles_say_at_each_moment_what_the_fold_says_and_are_as_large_as_can_be(person, asked):
    rects = standings(person, asked)
    for at in range(0, 82, 3):
        now = [rect for rect in rects if rect.known_from <= moment(at) < rect.known_to]
        assert day_by_day(now) == day_by_day(stand(person, asked, moment(at)))
        assert {(rect.sex, rect.language) for rect in now} <= {("female", "en") if at < 40 else ("other", "fr")}
    values = [rect[:6] for rect in rects]
    for one, other in ((a, b) for a in range(len(rects)) for b in range(len(rects)) if a != b):
        if values[one] == values[other]:
            first, second = rects[one], rects[other]
            same_days = (first.day_from, first.day_to) == (second.day_from, second.day_to)
            same_knowledge = first[8:] == second[8:]
            assert not (same_days and first.known_to == second.known_from)
            assert not (same_knowledge and first.day_to == second.day_from)


@QUICK
@given(people, versions, moments)
def test_nothing_that_comes_later_changes_the_days_before(person, asked, at):
    """The fold is causal: the same person without all that begins after a day stood the same until that day."""
    cut = day(at)
    earlier = Facts(
        postings=tuple(row for row in person.postings if row.day_from <= cut),
        records=tuple(row for row in person.records if row.achieved_on <= cut),
        absences=tuple(row for row in person.absences if row.day_from <= cut),
        offlines=tuple(row for row in person.offlines if row.day_from <= cut),
        exemptions=tuple(row for row in person.exemptions if row.day_from <= cut),
    )
    begun = [each for each in asked if each.from_day <= cut]
    whole = {each: says for each, says in day_by_day(stand(person, asked, moment(90))).items() if each <= cut}
    part = {each: says for each, says in day_by_day(stand(earlier, begun, moment(90))).items() if each <= cut}
    assert whole == part
