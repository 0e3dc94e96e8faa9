"""Whoever leaves her last posting keeps no role; whoever moves, or is posted later, keeps hers."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from elearning.journal.models import LogEntry
from elearning.people.actions import end_posting, move, post
from elearning.people.models import User
from elearning.people.rules import may_see_board

DAY = datetime.date
LAST = DAY(2025, 5, 31)


def leave(person: User, **kwargs) -> None:
    end_posting(person.postings.get(ended_on=None, withdrawn_at=None), ended_on=LAST, **kwargs)


def ends(person: User) -> list[DAY | None]:
    return list(person.roles.order_by("pk").values_list("ended_on", flat=True))


def test_a_focal_point_whose_last_posting_ends_sees_no_board_any_more(efua, dana):
    assert may_see_board(efua)
    leave(efua, by=dana)
    assert ends(efua) == [LAST]
    assert not may_see_board(User.objects.get(pk=efua.pk))
    entry = LogEntry.objects.get(action="people.role_ended")
    assert (entry.actor, entry.subject_id) == (dana, str(efua.pk))
    assert entry.detail == {"kind": "focal_point", "office": "GH", "ended_on": "2025-05-31"}


def test_a_move_is_no_leaving(efua, offices):
    move(efua, offices["KE"], on=DAY(2025, 6, 1))
    assert ends(efua) == [None]
    assert not LogEntry.objects.filter(action="people.role_ended").exists()


@pytest.mark.skipif(
    connection.vendor == "postgresql", reason="PostgreSQL lets no later posting stand beside an open one"
)
def test_who_is_posted_elsewhere_later_keeps_her_roles(efua, offices):
    here = efua.postings.get()
    efua.postings.create(office=offices["KE"], started_on=DAY(2026, 1, 1), ended_on=DAY(2026, 3, 1))
    end_posting(here, ended_on=LAST)
    assert ends(efua) == [None]


def test_a_posting_withdrawn_as_an_error_keeps_no_role_alive(efua, offices):
    efua.postings.create(office=offices["KE"], started_on=DAY(2026, 1, 1), withdrawn_at=timezone.now())
    leave(efua)
    assert ends(efua) == [LAST]


def test_an_earlier_posting_keeps_no_role_alive(efua, offices):
    post(efua, offices["KE"], started_on=DAY(2022, 1, 1), ended_on=DAY(2022, 12, 31))
    leave(efua)
    assert ends(efua) == [LAST]


def test_a_lent_role_ends_too_and_one_that_is_over_stays_as_it_was(efua, offices):
    far = timezone.localdate() + datetime.timedelta(days=400)
    soon = timezone.localdate() + datetime.timedelta(days=90)
    kind = {"kind": "focal_point", "office": offices["KE"]}
    for start, end in ((DAY(2024, 1, 1), far), (DAY(2024, 1, 1), DAY(2025, 8, 1)), (soon, None), (soon, soon)):
        efua.roles.create(started_on=start, ended_on=end, **kind)
    leave(efua)
    assert ends(efua) == [LAST, LAST, DAY(2025, 8, 1), soon, soon]


def test_the_roles_of_others_stay(efua, dana, amina):
    leave(amina)
    assert (ends(efua), ends(dana)) == ([None], [None])
