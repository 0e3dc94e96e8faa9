"""Escalation: who hears of somebody who stays overdue, when, how often, and never she herself."""

from elearning.notices.models import Notice
from elearning.people.actions import add_absence
from elearning.tracking.models import Nudge
from elearning.tracking.office.escalating import above, escalate, escalate_overdue
from elearning.tracking.office.nudging import nudge
from tests.factories import make_person, make_role
from tests.tracking.office.conftest import DAY, NOW, TODAY, finish, reckon


def told() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind="overdue_escalated").order_by("pk")
    return [(row.person.name, row.subject) for row in rows]


def test_the_focal_point_hears_once_in_ninety_days(house, efua, dana, time_machine):
    nudge(house.below, house.requirement, by=efua)
    time_machine.move_to(NOW + 29 * DAY, tick=False)
    assert escalate_overdue() == 0
    time_machine.move_to(NOW + 30 * DAY, tick=False)
    assert escalate_overdue() == 1
    assert told() == [("Efua Asante", "Overdue since long: Gifty Osei, Know the basics")]
    notice = Notice.objects.get(kind="overdue_escalated")
    assert notice.path == "/my-office/?office=GH-TEM"
    assert "April 30, 2026" in notice.text
    row = Nudge.objects.get(kind="escalation")
    assert (row.person, row.by, str(row.due_on)) == (house.below, None, "2026-04-30")
    assert escalate_overdue() == 0  # twice on a day
    for days, sum_ in ((31, 1), (119, 1), (120, 2)):
        time_machine.move_to(NOW + days * DAY, tick=False)
        escalate_overdue()
        assert len(told()) == sum_


def test_what_stops_it(house, efua, kofi, course, time_machine):
    for person in (kofi, house.below, house.new):
        nudge(person, house.requirement, by=efua)
    time_machine.move_to(NOW + 40 * DAY, tick=False)
    finish(kofi, course, at=NOW + 39 * DAY)  # reckoned or not
    add_absence(house.below, "leave", started_on=TODAY + 40 * DAY, ended_on=TODAY + 41 * DAY, by=efua)
    assert escalate_overdue() == 0  # Nana is due until the end of July
    time_machine.move_to(NOW + 80 * DAY, tick=False)
    reckon()
    assert not escalate(house.new.pk, house.requirement.pk, at=NOW + 80 * DAY)  # overdue for 26 days only
    assert escalate(house.new.pk, house.requirement.pk, at=NOW + 84 * DAY)


def test_who_is_above(house, efua, kofi, dana, offices):
    assert above(house.below, house.tema, TODAY) == ([efua], True)
    assert above(efua, house.gh, TODAY) == ([dana], True)  # never herself; nobody between
    region = make_person("Rose Diop", offices["RO-DKR"])
    make_role(region, "focal_point", offices["RO-DKR"])
    assert above(efua, house.gh, TODAY) == ([region], True)
    house.below.postings.update(supervisor=kofi)
    assert above(house.below, house.tema, TODAY) == ([kofi], False)
    add_absence(kofi, "leave", started_on=TODAY, ended_on=TODAY, by=dana)
    assert above(house.below, house.tema, TODAY) == ([efua], True)
    add_absence(efua, "leave", started_on=TODAY, ended_on=TODAY, by=dana)
    assert above(house.below, house.tema, TODAY) == ([region], True)
    assert above(dana, offices["HQ"], TODAY) == ([], False)


def test_a_supervisor_is_led_where_she_may_go(house, efua, kofi, time_machine):
    house.below.postings.update(supervisor=kofi)
    nudge(house.below, house.requirement, by=efua)
    time_machine.move_to(NOW + 30 * DAY, tick=False)
    escalate_overdue()
    notice = Notice.objects.get(kind="overdue_escalated")
    assert (notice.person, notice.path) == (kofi, "/courses/BASICS/")
