"""Bars, lines and the map: pure geometry."""

import datetime
import json

import pytest

from elearning.tracking.board.lines import Line, percent
from elearning.tracking.board.pictures import bar, trend_of
from elearning.tracking.board.question import months_before, months_between
from elearning.tracking.board.worldmap import OUTLINES, outlines, step_of, world
from elearning.tracking.readiness.counting import Counts


def test_a_bar_fills_its_width_and_nobody_has_none():
    assert bar(1, 1, 1) == (333, 333, 334, 667, 333)
    assert bar(0, 0, 7) == (0, 0, 0, 0, 1000)
    assert bar(0, 0, 0) is None


def test_lines_add_up_and_say_their_denominators():
    line = Line(met=2, due=1, in_30=1, in_60=1, in_90=2) + Line(overdue=5, exempt=2, not_required=3)
    assert (line.required, line.people, line.met_share, line.in_90) == (8, 13, 25, 2)
    assert [percent(part, 8) for part in (0, 1, 8)] == [0, 13, 100]
    assert Line(exempt=1).met_share is None


def test_the_trend_runs_from_the_first_day_to_the_last_with_a_gap_where_nobody_is_required():
    days = [datetime.date(2026, month, 1) for month in (1, 2, 3, 4)]
    counts = [Counts(met=1, due=1), Counts(), Counts(met=2), Counts(overdue=3)]
    trend = trend_of(list(zip(days, counts, strict=True)))
    assert trend.met == ["44.0,98.0", "478.0,12.0 706.0,184.0"]
    assert trend.overdue == ["44.0,184.0", "478.0,184.0 706.0,12.0"]
    assert trend.days[0] == (44, days[0])
    assert trend.days[-1] == (706, days[-1])
    assert len(trend.met_dots) == 3


def test_a_trend_of_one_day_is_a_point():
    trend = trend_of([(datetime.date(2026, 1, 1), Counts(met=1))])
    assert (trend.met, trend.days) == (["44.0,12.0"], [(44, datetime.date(2026, 1, 1))])


@pytest.mark.parametrize(
    ("day", "months", "first"),
    [("2026-03-31", 0, "2026-03-01"), ("2026-03-31", 3, "2025-12-01"), ("2026-01-01", 11, "2025-02-01")],
)
def test_months_are_counted_by_the_calendar(day, months, first):
    last = datetime.date.fromisoformat(day)
    assert months_before(last, months).isoformat() == first
    assert months_between(months_before(last, months), last) == months


def test_the_map_is_cut_to_the_countries_and_small_ones_are_squares():
    lines = {"KE": Line(met=9, due=1), "RW": Line(met=1, due=1), "MU": Line(overdue=1), "XX": Line(met=1), "UG": Line()}
    drawn = world(lines, {code: f"about {code}" for code in lines})
    assert [(shape.label, shape.step, bool(shape.outline), bool(shape.square)) for shape in drawn.shapes] == [
        ("about KE", "3", True, False),
        ("about RW", "1", True, False),
        ("about UG", "none", True, False),
        ("about MU", "0", False, True),
    ]
    assert drawn.unplaced == ["XX"]
    assert drawn.shapes[3].drawn.startswith('<g data-step="0" fill="url(#world-0)"><title>about MU</title><rect x="')
    x, y, width, height = map(int, drawn.view.split())
    assert (width, height) == (428, 214)
    assert 0 <= x <= 2000 - width
    assert y >= 0
    assert world({"XX": Line()}, {"XX": ""}) is None


def test_the_whole_world_fits_and_every_country_has_a_place():
    from django_countries import countries

    drawn = world({code: Line(met=1) for code, _name in countries if code != "AQ"}, dict(countries))
    assert drawn.view == "0 0 2000 864"
    assert drawn.unplaced == []
    assert max(box[2] - box[0] for box in outlines()["boxes"].values()) <= 2000
    assert "public domain" in json.loads(OUTLINES.read_text())["source"]


@pytest.mark.parametrize(("met", "step"), [(0, "0"), (49, "0"), (50, "1"), (74, "1"), (75, "2"), (89, "2"), (90, "3")])
def test_a_pattern_says_the_share(met, step):
    assert step_of(Line(met=met, due=100 - met)) == step
