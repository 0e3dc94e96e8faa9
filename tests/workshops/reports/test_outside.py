"""What leaves the house tells no few, no name, no text of a person."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from tests.workshops.papers import words
from workshops.actions.reporting import approve_report
from workshops.reports import sections_after, sections_feedback, sections_people, sections_results, sections_room
from workshops.reports.copies import copy_of
from workshops.reports.document import Copy, Hidden, shown
from workshops.reports.figures import figures_of
from workshops.reports.pdf import report_pdf


def outside(dataset: dict, **figures) -> Copy:
    return Copy(dataset, figures, {}, True, "en")


def told(section) -> str:
    cells = [shown(value) for grid in section.grids for row in grid.rows for value in row]
    return " ".join([*section.texts, *cells, *(grid.note for grid in section.grids)])


def marks(counts, mean, *, answered=None) -> dict:
    cells = [{"texts": {"en": str(place)}, "count": count} for place, count in enumerate(counts, 1)]
    facts = {"key": "a", "kind": "scale", "texts": {"en": "Useful"}, "hidden": False, "words": ["Thanks to Efua"]}
    return facts | {"cells": cells, "mean": mean, "answered": sum(counts) if answered is None else answered}


def form(*figures, counted=37) -> dict:
    return {
        "forms": [{"titles": {"en": "Day 1"}, "hidden": False, "sent": counted, "counted": counted, "figures": figures}]
    }


def test_a_question_that_few_answered_is_not_told_of_a_named_form_either():
    section = sections_feedback.satisfaction(outside(form(marks([0, 0, 0, 0, 1], 5.0), counted=9)))
    assert section.grids == []


def test_small_counts_are_hidden_and_no_mean_gives_them_away():
    grids = sections_feedback.satisfaction(
        outside(form(marks([0, 0, 0, 1, 36], 4.97), marks([0, 2, 5, 20, 10], 4.03), marks([0, 0, 0, 6, 7], 4.54)))
    ).grids
    first, second, third = grids[0].rows
    assert all(isinstance(value, Hidden) for value in [*first[1:6], first[7], *second[1:6]])
    assert second[6:] == [37, 4.0]
    assert third[1:] == [0, 0, 0, 6, 7, 13, 4.5]


def test_no_words_of_a_person_leave_the_house():
    section = sections_feedback.satisfaction(outside(form(marks([0, 0, 0, 20, 17], 4.46))))
    assert "Efua" not in told(section)


def test_an_item_meant_for_few_tells_neither_how_many_nor_how_long():
    item = {"code": "D1-10C", "titles": {"en": "Group C"}, "worth": 60}
    row = {"code": "D1-10C", "meant": 3, "credited": 120, "by_status": {}}
    section = sections_room.attendance(outside({"agenda": {"items": [item]}}, attendance=[row]))
    assert all(isinstance(value, Hidden) for value in section.grids[0].rows[0][1:])


def test_the_gain_of_few_who_could_gain_is_not_told():
    tests = {
        "before": 9, "after": 9, "pairs": 9, "mean_before": 0.9, "mean_after": 0.95, "mean_gain": 0.4321,
        "at_maximum": 5, "better": 4, "same": 5, "worse": 0, "on_paper": 0,
    }  # fmt: skip
    assert "43.2" not in told(sections_results.learning(outside({}, tests=tests)))
    assert sections_people.mean_gain(tests, outside({})) is None
    assert sections_people.mean_gain(tests, SimpleNamespace(outside=False)).value == 0.4321


@pytest.mark.parametrize(("answered", "seen"), [(4, False), (5, True)])
def test_what_few_offices_applied_and_what_hindered_them_stays_inside(answered, seen):
    moment = {"days": 30, "asked": 6, "answered": answered, "commitments": 12, "applied": {"yes": 4}}
    found = {"states": {"endorsed": 6}, "number": 18, "moments": [moment], "hindrances": {"time": 2}, "list": []}
    section = sections_after.commitments(outside({"commitments": found}))
    assert ("33.3%" in told(section)) is seen
    assert (len(section.grids) == 3) is seen


def test_who_approved_it_is_not_named_outside(report, dana):
    approved = approve_report(report, by=dana)
    assert dana.name not in words(report_pdf(approved, outside=True, language="en"))


def test_the_words_of_a_copy_are_those_of_its_language_whoever_froze_it(report, played):
    from workshops.reports.dataset import canonical, dataset_of

    with translation.override("fr"):
        again = dataset_of(played, at=report.made_at)
    assert canonical(again) == canonical(report.dataset)


def test_excused_minutes_that_count_as_present_are_no_hours_received(report):
    one = report.dataset["people"][0]
    one |= {"present": 0, "credited": one["counted"]}
    found = figures_of(report.dataset)
    assert found["people"]["attended"] == 48
    assert found["hours"]["credited"] == sum(each["present"] for each in report.dataset["people"])


def test_numbers_are_rounded_and_not_cut_off():
    assert shown(1.19) == "1.2"
    assert shown(2.25) == "2.3"


def test_a_crossing_of_which_nothing_can_be_told_is_left_out(report):
    copy = copy_of(report, outside=True, language="en")
    crossings = [grid for grid in sections_people.people(copy).grids if grid.title.startswith("Attended, by")]
    assert all(any(isinstance(value, int) for row in grid.rows for value in row[1:]) for grid in crossings)
    few = [one | {"office": str(place)} for place, one in enumerate(copy.dataset["people"])]
    assert sections_people._crossing(outside({"people": few}), "sex", "office") is None
