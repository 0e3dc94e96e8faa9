"""Deeds upon session plans, their rows and their times: saved once, twice, out of date, copied, removed."""

import datetime
import zoneinfo

import pytest
from django.db import IntegrityError, transaction

from elearning.journal.models import LogEntry
from workshops.actions.planning import (
    NONE,
    Refused,
    Stale,
    edition_of,
    make_template,
    remove_plan,
    save_plan,
    save_template,
    start_plan,
)
from workshops.models import PlanStep, SessionPlan
from workshops.plans.content import Content, Material, Step, changed, content_of, merged, prints, visible
from workshops.plans.rows import Deed, deed_of, rearranged, rows_sent
from workshops.plans.timing import beyond, running

TEXTS = {
    "title": "Trust at the border",
    "language": "en",
    "objectives": "Map actors.",
    "key_messages": "",
    "method": "Pairs",
    "preparation": "",
    "risks": "",
    "access": "",
}
PLAN = Content(TEXTS, (Step(30, "Map"), Step(40, "Report", "Chen")), (Material("Cards", "group", 20),), "m1")


@pytest.fixture
def item(mombasa):
    return mombasa.items.get(code="D1-05")


def again(content: Content, **texts) -> Content:
    return Content({**content.texts, **texts}, content.steps, content.materials, content.module_code)


@pytest.mark.django_db
def test_a_plan_is_kept_whole_and_its_module_is_the_items(item, dana):
    plan = save_plan(item, again(PLAN), edition=NONE, by=dana)
    assert content_of(SessionPlan.objects.get(pk=plan.pk)) == PLAN
    assert (plan.revision, content_of(plan).minutes) == (1, 70)
    entry = LogEntry.objects.get(action="workshop.plan_saved")
    assert (entry.actor, entry.subject_id, entry.detail["revision"]) == (dana, str(plan.pk), 1)


@pytest.mark.django_db
def test_the_second_of_two_savers_is_told_what_changed_and_overwrites_nothing(item, dana, chen):
    opened = edition_of(save_plan(item, PLAN, edition=NONE, by=dana))
    save_plan(item, again(PLAN, objectives="Map actors and trust."), edition=opened, by=chen)
    with pytest.raises(Stale) as told:
        save_plan(item, again(PLAN, risks="Noise"), edition=opened, by=dana)
    assert told.value.names == ("objectives",)
    assert str(told.value).startswith("Chen Liang saved this plan")
    stored = SessionPlan.objects.get(item=item)
    assert (stored.objectives, stored.risks, stored.revision) == ("Map actors and trust.", "", 2)


@pytest.mark.django_db
def test_two_who_begin_the_same_plan_do_not_overwrite_each_other(item, dana, chen):
    save_plan(item, PLAN, edition=NONE, by=chen)
    with pytest.raises(Stale):
        save_plan(item, again(PLAN, title="Another"), edition=NONE, by=dana)
    assert SessionPlan.objects.get(item=item).title == "Trust at the border"


@pytest.mark.django_db
def test_the_same_form_sent_twice_is_saved_once(item, dana):
    save_plan(item, PLAN, edition=NONE, by=dana)
    plan = save_plan(item, PLAN, edition=NONE, by=dana)
    assert plan.revision == 1
    assert LogEntry.objects.filter(action="workshop.plan_saved").count() == 1


@pytest.mark.django_db
def test_a_plan_that_was_removed_and_made_anew_is_another(item, dana, chen):
    opened = edition_of(plan := save_plan(item, PLAN, edition=NONE, by=dana))
    remove_plan(plan, opened, by=chen)
    with pytest.raises(Stale, match="removed"):
        save_plan(item, again(PLAN, risks="Noise"), edition=opened, by=dana)
    save_plan(item, again(PLAN, title="Anew"), edition=NONE, by=chen)
    with pytest.raises(Stale):
        save_plan(item, again(PLAN, risks="Noise"), edition=opened, by=dana)
    assert SessionPlan.objects.get(item=item).title == "Anew"


@pytest.mark.django_db
def test_a_plan_that_was_saved_since_is_not_removed_and_a_removed_one_stays_gone(item, dana, chen):
    plan = save_plan(item, PLAN, edition=NONE, by=dana)
    opened = edition_of(plan)
    save_plan(item, again(PLAN, risks="Noise"), edition=opened, by=chen)
    with pytest.raises(Stale):
        remove_plan(plan, opened, by=dana)
    now = SessionPlan.objects.get(item=item)
    remove_plan(now, edition_of(now), by=dana)
    remove_plan(now, edition_of(now), by=dana)
    assert not SessionPlan.objects.exists()
    assert not PlanStep.objects.exists()


@pytest.mark.django_db
def test_a_template_and_what_was_copied_from_it_go_their_own_ways(item, mombasa, dana):
    plan = save_plan(item, PLAN, edition=NONE, by=dana)
    template = make_template(plan, "Mapping", by=dana)
    assert (template.module_code, template.item, template.title) == ("m1", None, "Mapping")
    other = start_plan(mombasa.items.get(code="D1-06"), template, by=dana)
    assert (other.module_code, content_of(other).steps) == ("m2", PLAN.steps)
    save_template(template, again(content_of(template), risks="New"), edition=edition_of(template), by=dana)
    save_plan(item, again(PLAN, access="Large print"), edition=edition_of(plan), by=dana)
    assert SessionPlan.objects.get(pk=other.pk).risks == ""
    assert SessionPlan.objects.get(pk=template.pk).access == ""
    with pytest.raises(Refused, match="has a plan already"):
        start_plan(item, template, by=dana)


@pytest.mark.django_db
def test_a_title_stands_once_under_its_module_in_one_language(dana, item):
    template = save_template(None, PLAN, edition=NONE, by=dana)
    with pytest.raises(Refused, match="another title"):
        save_template(None, again(PLAN, risks="x"), edition=NONE, by=dana)
    with pytest.raises(Refused, match="another title"):
        make_template(save_plan(item, PLAN, edition=NONE, by=dana), TEXTS["title"], by=dana)
    assert save_template(None, again(PLAN, language="fr"), edition=NONE, by=dana).pk != template.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionPlan.objects.create(module_code="m1", language="en", title=TEXTS["title"])


@pytest.mark.django_db
def test_a_template_that_was_removed_is_not_brought_back_by_a_late_save(dana):
    template = save_template(None, PLAN, edition=NONE, by=dana)
    edition = edition_of(template)
    remove_plan(SessionPlan.objects.get(pk=template.pk), edition, by=dana)
    with pytest.raises(Refused, match="removed meanwhile"):
        save_template(template, again(PLAN, risks="x"), edition=edition, by=dana)
    assert not SessionPlan.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        Content(TEXTS, (Step(1, "x"),) * 61),
        Content(TEXTS, (), (Material("x"),) * 61),
        Content(TEXTS, (Step(0, "x"),)),
        Content(TEXTS, (Step(-5, "x"),)),
        Content(TEXTS, (Step(100_000, "x"),)),
        Content(TEXTS, (), (Material("x", "item", 0),)),
        Content(TEXTS, (), (Material("x", "item", 10_001),)),
    ],
)
def test_what_no_plan_holds_is_refused_and_nothing_is_kept(item, dana, content):
    with pytest.raises(Refused):
        save_plan(item, content, edition=NONE, by=dana)
    assert not SessionPlan.objects.exists()


@pytest.mark.django_db
def test_a_plan_changes_nothing_that_was_published(item, dana, mombasa):
    def published():
        return list(mombasa.versions.values()), list(item.placements.values())

    before = published()
    plan = save_plan(item, PLAN, edition=NONE, by=dana)
    remove_plan(plan, edition_of(plan), by=dana)
    assert published() == before


def test_running_times_are_those_of_the_place_over_midnight_and_a_change_of_clocks():
    paris = zoneinfo.ZoneInfo("Europe/Paris")
    starts_at = datetime.datetime(2026, 10, 25, 0, 30, tzinfo=datetime.UTC)  # 02:30, the first of two
    found = [(gone, f"{at:%H:%M}") for _step, gone, at in running([Step(30, "a"), Step(60, "b")], starts_at, paris)]
    assert found == [(0, "02:30"), (30, "02:00")]
    assert [at for _step, _gone, at in running([Step(5, "a")], None, None)] == [None]


def test_a_plan_without_steps_or_slot_does_not_differ():
    assert (beyond(70, 60), beyond(50, 60), beyond(0, 60), beyond(70, None)) == (10, -10, 0, 0)


def test_what_differs_is_named():
    assert changed(PLAN, PLAN) == []
    other = Content({**TEXTS, "risks": "x"}, PLAN.steps[::-1], (), "m2")
    assert changed(PLAN, other) == ["risks", "steps", "materials", "module_code"]


def test_what_one_did_not_touch_is_taken_over_and_what_both_changed_alike_is_no_quarrel():
    now = Content({**TEXTS, "risks": "theirs", "title": "theirs", "method": "same"}, (), PLAN.materials, "m1")
    mine = Content({**TEXTS, "title": "mine", "method": "same"}, PLAN.steps, PLAN.materials, "m1")
    found, against = merged(mine, now, prints(PLAN), changed(PLAN, now))
    assert against == ["title"]
    assert (found.texts["title"], found.texts["risks"], found.steps) == ("mine", "theirs", ())


def test_signs_of_direction_alone_are_no_text():
    assert visible("\u200f\u202e \u2067\u00a0") == ""
    assert visible("\u200fسلام") == "\u200fسلام"


@pytest.mark.parametrize("value", ["save", "", "step-jump-1", "step-up-", "step-up--1", "step-up-9999", "x-up-1\x00"])
def test_a_button_that_is_none_of_ours_moves_nothing(value):
    assert deed_of(value) is None


def test_rows_are_moved_as_they_were_typed():
    assert deed_of("step-up-3") == Deed("step", "up", 3)
    data = {"step-TOTAL_FORMS": "2", "step-0-minutes": "abc", "step-1-minutes": "5"}
    rows = rows_sent(data, "step", ["minutes"], most=60)
    assert rows == [{"minutes": "abc"}, {"minutes": "5"}]
    assert rearranged(rows, "up", 1) == ([{"minutes": "5"}, {"minutes": "abc"}], 0)
    assert rearranged(rows, "up", 0) == (rows, 0)
    assert rearranged(rows, "down", 1) == (rows, 1)
    assert rearranged(rows, "down", 0)[1] == 1
    assert rearranged(rows, "remove", 1) == ([{"minutes": "abc"}], 0)
    assert rearranged(rows, "remove", 7) == (rows, 1)
    assert rearranged([], "remove", 0) == ([], 0)
    assert rearranged(rows, "add", 0) == ([*rows, {}], 2)
    for total in ("-1", "x", "99999999", ""):
        assert rows_sent({"step-TOTAL_FORMS": total}, "step", ["minutes"], most=60) == []
    assert len(rows_sent({"step-TOTAL_FORMS": "500"}, "step", ["minutes"], most=60)) == 61
