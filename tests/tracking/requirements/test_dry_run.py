"""The dry run: it stores nothing, it says exactly what publishing then does, and only what it said is published."""

import datetime

import pytest

from elearning.people.actions import Refused, end_posting
from elearning.tracking.models import Stale, TryOut
from elearning.tracking.requirements import dry_run
from elearning.tracking.requirements.actions import publish_try_out, publish_version
from elearning.tracking.requirements.comparing import GROUPS, groups_of
from elearning.tracking.requirements.dry_run import days_of, reckon, try_out
from elearning.tracking.requirements.exempting import exempt
from elearning.tracking.requirements.tasks import reckon_try_out
from elearning.tracking.requirements.terms import Terms, token_of
from tests.factories import make_person

from .conftest import DAY, NOW, TODAY, asked, of_course, states_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(requirement, offices, basics, deeper, amina, bruno, kofi, efua, chen, achieve, dana):
    """Amina has the basics, Bruno the basics long ago, Kofi more; Chen nothing, Efua is exempt; an intern, a leaver."""
    make_person("Ines Intern", offices["KE"], category="intern")
    make_person("Pol Outside", offices["KE"], category="police")
    leaver = make_person("Lea Leaver", offices["KE"])
    end_posting(leaver.postings.get(), ended_on=TODAY + 5 * DAY, by=dana, at=NOW)
    achieve(amina, basics, "2026-05-01")
    achieve(bruno, basics, "2024-02-01")
    achieve(kofi, deeper, "2026-04-01")
    stretch = {"started_on": datetime.date(2026, 1, 1), "ended_on": None}
    exempt(efua, requirement, reason="Seconded", by=dana, at=NOW - 100 * DAY, **stretch)
    return requirement


CHANGES = {
    "another course": lambda b, d: {"subjects": [of_course(d)]},
    "shorter validity": lambda b, d: {"months": 12, "days": 0},
    "staff only": lambda b, d: {"categories": ["staff"]},
    "either course": lambda b, d: {"subjects": [of_course(b), of_course(d)]},
    "the end": lambda b, d: {"is_ended": True},
    "in a month": lambda b, d: {"subjects": [of_course(d)], "from_day": TODAY + 30 * DAY},
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_says_exactly_what_publishing_then_does(change, world, basics, deeper, dana):
    terms = Terms(**asked(basics) | CHANGES[change](basics, deeper))
    days = days_of(terms, TODAY)
    before = [states_on(world, day) for day in days]
    row = try_out(world, terms, by=dana, at=NOW)
    assert (row.state, row.version, world.versions.count(), Stale.objects.count()) == ("done", None, 1, 0)
    version = publish_try_out(row, token=token_of(row.fields, row.base, row.day), by=dana, at=NOW)
    assert Terms.of(version) == terms
    after = [states_on(world, day) for day in days]
    for side, states in (("before", before), ("after", after)):
        counted = [{state: list(said.values()).count(state) for state in counts} for said, counts in
                   zip(states, row.result[side], strict=True)]  # fmt: skip
        assert counted == row.result[side]
    pair = lambda states, name: [(said[name], 0) if name in said else None for said in states]  # noqa: E731
    expected = {group: set() for group in GROUPS}
    for name in {*before[0], *after[0]}:
        for group in groups_of(pair(before, name), pair(after, name)):
            expected[group].add(name)
    found = {group: {_name(pk) for pk, _office in row.people.get(group, [])} for group in GROUPS}
    assert found == expected
    assert any(found.values())


def _name(pk: int) -> str:
    from elearning.people.models import User

    return User.objects.get(pk=pk).get_short_name()


def test_it_names_those_who_would_change(world, deeper, dana):
    row = try_out(world, Terms(**asked(deeper)), by=dana, at=NOW)
    named = {group: sorted(_name(pk) for pk, _office in people) for group, people in row.people.items()}
    assert named == {"lost_met": ["Amina", "Bruno"], "later_overdue": ["Amina", "Bruno"], "gained_met": ["Kofi"]}
    assert row.result["after"][0] == {"not_required": 0, "met": 1, "due": 2, "overdue": 4, "exempt": 1}
    assert row.total == row.done == 8  # neither of the police nor twice


def test_publishing_asks_for_the_dry_run_of_exactly_this(world, basics, deeper, dana, efua, time_machine):
    first = try_out(world, Terms(**asked(deeper)), by=dana, at=NOW)
    second = try_out(world, Terms(**asked(deeper, months=6)), by=dana, at=NOW)
    token = token_of(first.fields, first.base, first.day)
    for wrong in ("", "x", token_of(second.fields, second.base, second.day)):
        with pytest.raises(Refused, match="another day or of other fields"):
            publish_try_out(first, token=wrong, by=dana, at=NOW)
    with pytest.raises(Refused, match="another day"):
        publish_try_out(first, token=token, by=dana, at=NOW + DAY)
    with pytest.raises(Refused, match="headquarters"):
        publish_try_out(first, token=token, by=efua, at=NOW)
    made = publish_try_out(first, token=token, by=dana, at=NOW)
    assert publish_try_out(TryOut.objects.get(pk=first.pk), token=token, by=dana, at=NOW) == made  # twice is once
    with pytest.raises(Refused, match="Another version was published meanwhile"):
        publish_try_out(second, token=token_of(second.fields, second.base, second.day), by=dana, at=NOW)
    assert world.versions.count() == 2
    third = try_out(world, Terms(**asked(basics)), by=dana, at=NOW)
    basics.current_version = None
    basics.save()
    with pytest.raises(Refused, match="no longer offered"):
        publish_try_out(third, token=token_of(third.fields, third.base, third.day), by=dana, at=NOW)
    with pytest.raises(Refused, match="no longer offered"):
        try_out(world, Terms(**asked(basics)), by=dana, at=NOW)


def test_of_many_the_worker_reckons_and_a_killed_one_goes_on(world, deeper, dana, monkeypatch):
    terms = Terms(**asked(deeper))
    whole = try_out(world, terms, by=dana, at=NOW)
    monkeypatch.setattr(dry_run, "AT_ONCE", 1)
    monkeypatch.setattr(dry_run, "BATCH", 3)
    row = try_out(world, terms, by=dana, at=NOW)
    assert (row.state, row.done, row.total) == ("waiting", 0, 8)
    with pytest.raises(Refused, match="still being reckoned"):
        publish_try_out(row, token=token_of(row.fields, row.base, row.day), by=dana, at=NOW)
    counted, calls = dry_run._counted, []

    def dies(*args):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return counted(*args)

    monkeypatch.setattr(dry_run, "_counted", dies)
    with pytest.raises(KeyboardInterrupt):
        reckon(row)
    assert TryOut.objects.get(pk=row.pk).done == 3
    late = TryOut.objects.get(pk=row.pk)
    reckon_try_out.func(row.pk)
    reckon_try_out.func(row.pk)  # twice is once
    assert reckon(late)  # and one that had read it before counts nobody twice
    row.refresh_from_db()
    assert (row.state, row.done, row.result, row.people) == ("done", 8, whole.result, whole.people)


def test_dry_runs_that_led_nowhere_go_after_a_week(world, deeper, dana):
    row = try_out(world, Terms(**asked(deeper)), by=dana, at=NOW - 8 * DAY)
    publish_version(world, by=dana, at=NOW, **asked(deeper))
    newer = try_out(world, Terms(**asked(deeper, months=3)), by=dana, at=NOW)
    assert list(TryOut.objects.all()) == [newer] != [row]
