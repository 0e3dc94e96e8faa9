"""Instants derived anew when the time zone data change: in drafts and in what is published, once for a release."""

import datetime
import zoneinfo

import pytest
from django.core.management import call_command

from elearning.journal.models import LogEntry
from workshops.actions import rederiving
from workshops.actions.drafting import draft_of

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def shifted(mombasa, monkeypatch):
    """Kenya is an hour further east from today on: what was derived before is an hour late."""
    draft_of(mombasa, by=None)
    zones = {"Africa/Nairobi": "Asia/Dubai"}
    real = rederiving.utc_instants

    def moved(day, start, minutes, zone, **which):
        return real(day, start, minutes, zoneinfo.ZoneInfo(zones.get(zone.key, zone.key)), **which)

    monkeypatch.setattr(rederiving, "utc_instants", moved)
    return mombasa


def starts(workshop) -> list[datetime.datetime]:
    rows = workshop.versions.order_by("number").values_list("placements__starts_at", flat=True)
    return list(rows.order_by("number", "placements__item__code"))


def test_drafts_and_published_agendas_follow_the_wall_time(shifted):
    before = starts(shifted)
    assert rederiving.rederive_if_new() == len(before) == 84
    assert starts(shifted) == [instant - HOUR for instant in before]
    entry = LogEntry.objects.get(action="workshop.rederive_instants")
    assert (len(entry.detail["items"]), entry.detail["tzdata"]) == (84, rederiving.tz_version())


def test_one_release_is_looked_at_once(shifted, monkeypatch):
    assert [rederiving.rederive_if_new() for _ in range(2)] == [84, 0]
    shifted.versions.get(state="draft").placements.update(starts_at="2023-07-04T00:00Z")
    assert rederiving.rederive_if_new() == 0
    monkeypatch.setattr(rederiving, "tz_version", lambda: "2099z")
    assert rederiving.rederive_if_new() == 42


def test_what_is_right_stays_and_the_command_says_what_was_not(mombasa, capsys):
    placement = mombasa.versions.get().placements.get(item__code="D1-02")
    right = placement.starts_at
    mombasa.versions.get().placements.filter(pk=placement.pk).update(starts_at=right + HOUR, ends_at=right + 2 * HOUR)
    call_command("rederive_instants")
    placement.refresh_from_db()
    assert placement.starts_at == right
    assert [line.split()[2] for line in capsys.readouterr().out.splitlines() if " D" in line] == ["D1-02:"]


def test_a_time_that_is_no_more_is_left_for_the_checks_to_name(mombasa):
    """The clocks of Cairo jump over the first hour of 2023-04-28."""
    version = mombasa.versions.get()
    type(version).objects.filter(pk=version.pk).update(zone="Africa/Cairo")
    placement = version.placements.first()
    version.placements.filter(pk=placement.pk).update(day="2023-04-28", start="00:30")
    assert placement.pk not in {row.pk for row in rederiving.rederive(mombasa)}
