"""Files of postings: the same rows as the forms in the CMS, whatever the order of the lines."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.people.actions import end_posting, move, post
from elearning.people.importing.plan import UNCHANGED
from elearning.people.importing.plan_postings import PostingLine, plan_postings
from elearning.people.models import Posting, User
from elearning.people.signals import facts_changed
from tests.factories import make_person
from tests.people.importing.files import POSTINGS, applied, csv_file, reasons

DAY = datetime.date


def rows(person: User) -> list[tuple]:
    names = ("office__code", "category", "job_title", "supervisor__name", "started_on", "ended_on")
    return list(person.postings.filter(withdrawn_at=None).order_by("started_on").values_list(*names))


def test_a_file_writes_the_rows_that_the_deeds_write(dana, amina, bruno, kofi, offices):
    una, vera = make_person("Una Palm"), make_person("Vera Palm")
    twin = make_person("Twin Palm", offices["KE"])
    lines = [
        ["amina@example.org", "mz", "", "Officer", "dana@example.org", "2026-02-01", ""],
        ["BRUNO@example.org", "MZ", "", "", "", "2024-01-01", "2026-03-31"],
        ["una@example.org", "GH", "intern", "", "", "2026-01-01", ""],
        ["una@example.org", "KE", "staff", "", "", "2026-06-01", "2026-09-30"],
        ["kofi@example.org", "GH", "", "", "", "2024-01-01", ""],
    ]
    told = []
    facts_changed.connect(lambda sender, persons, **kw: told.append(sorted(persons)), weak=False, dispatch_uid="test")
    run = applied(csv_file(POSTINGS, *lines), "postings", dana)
    facts_changed.disconnect(dispatch_uid="test")
    assert (run.counts["applied"], run.refused) == ({"moved": 2, "ended": 1, "new": 1, "unchanged": 1}, [])
    assert told[0] == sorted([amina.pk, una.pk])
    move(twin, offices["MZ"], on=DAY(2026, 2, 1), job_title="Officer", supervisor=dana)
    assert rows(amina) == rows(twin)
    post(vera, offices["GH"], started_on=DAY(2026, 1, 1), category="intern")
    move(vera, offices["KE"], on=DAY(2026, 6, 1), category="staff")
    end_posting(vera.postings.get(ended_on=None), ended_on=DAY(2026, 9, 30))
    assert rows(una) == rows(vera)
    assert rows(bruno) == [("MZ", "staff", "", None, DAY(2024, 1, 1), DAY(2026, 3, 31))]
    moments = set(Posting.objects.filter(person=una).values_list("recorded_at", "end_recorded_at"))
    assert len({moment for pair in moments for moment in pair}) == 1
    assert applied(csv_file(POSTINGS, *reversed(lines)), "postings", dana).counts["applied"] == {"unchanged": 5}


def test_what_cannot_be_is_refused_with_its_reason(dana, amina, bruno, offices):
    end_posting(bruno.postings.get(), ended_on=DAY(2026, 1, 31))
    lines = [
        ["nobody@example.org", "KE", "", "", "", "2026-01-01", ""],
        ["amina@example.org", "XX", "", "", "", "2026-01-01", ""],
        ["amina@example.org", "KE", "king", "", "", "2026-01-01", ""],
        ["amina@example.org", "KE", "", "", "", "31.02.2026", ""],
        ["amina@example.org", "KE", "", "", "", "2026-02-02", "2026-02-01"],
        ["amina@example.org", "KE", "", "", "", "", ""],
        ["amina@example.org", "KE", "", "", "", "2026-05-01", ""],
        ["amina@example.org", "MZ", "", "", "", "2023-05-01", ""],
        ["bruno@example.org", "MZ", "", "", "", "2024-01-01", "2026-05-01"],
        ["bruno@example.org", "GH", "", "", "bruno@example.org", "2026-06-01", ""],
        ["dana@example.org", "KE", "", "", "", "2026-07-01", "2026-07-31"],
        ["dana@example.org", "MZ", "", "", "", "2026-07-15", ""],
        ["kofi", "KE", "", "=1+1", "", "2026-07-15", ""],
    ]
    said = reasons(applied(csv_file(POSTINGS, *lines), "postings", dana))
    wanted = [
        "Nobody here has", "No office has the code", "“king” is not known", "is no day", "ends before it starts",
        "begins is missing", "is posted at Kenya already", "is posted at Kenya in that time", "ended on", "herself",
        "Line 13 speaks", "Line 12 speaks", "is a formula",
    ]  # fmt: skip
    assert [(number, part in said[number]) for number, part in enumerate(wanted, start=2)] == [
        (number, True) for number in range(2, 15)
    ]


days = st.dates(DAY(2024, 1, 1), DAY(2024, 3, 1))
some_lines = st.lists(
    st.builds(
        lambda office, start, length: (office, start, length and start + datetime.timedelta(days=length)),
        st.sampled_from("ABC"),
        days,
        st.one_of(st.none(), st.integers(1, 20)),
    ),
    max_size=7,
)


@settings(max_examples=60, deadline=None)
@given(some_lines, st.randoms())
def test_the_order_of_lines_does_not_matter_and_twice_is_once(values, random):
    class Office(str):
        name = property(str)

    lines = [
        PostingLine(number, person="a", office=Office(office), started_on=start, ended_on=end)
        for number, (office, start, end) in enumerate(values)
    ]
    how = {"person": 1, "who": "Amina", "supervisors": {}}
    stretches, others = [], []
    steps = plan_postings(lines, stretches, **how)
    shuffled = random.sample(lines, len(lines))
    assert sorted(plan_postings(shuffled, others, **how), key=lambda s: s.line) == sorted(steps, key=lambda s: s.line)
    assert stretches == others
    for one, other in zip(stretches, stretches[1:], strict=False):
        assert one.ended_on is not None
        assert one.ended_on < other.started_on
    refused = {step.line for step in steps if step.act == "refused"}
    again = plan_postings(lines, stretches, **how)
    assert {step.line for step in again if step.act == "refused"} == refused
    assert {step.act for step in again} <= {UNCHANGED, "refused"}
