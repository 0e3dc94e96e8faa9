"""On which days a schedule has its turn, and which period it asks of on such a day. Pure."""

import datetime
from typing import Any

WEEK, MONTH = "week", "month"
AS_ASKED, THIS_YEAR, LAST_MONTH = "", "year", "month"
DATES = ("on", "known_at", "page")


def next_turn(every: str, day: datetime.date) -> datetime.date:
    """The Monday, or the first of a month, after `day`."""
    if every == WEEK:
        return day + datetime.timedelta(days=7 - day.weekday())
    return (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def kept(params: dict[str, Any], period: str) -> dict[str, Any]:
    """What is stored of a question that is asked anew: all but its two dates, and how its period moves."""
    found = {name: value for name, value in params.items() if name not in DATES}
    if period:
        found = {name: value for name, value in found.items() if name not in ("started_on", "ended_on")}
        found["period"] = period
    return found


def asked_on(stored: dict[str, Any], day: datetime.date) -> dict[str, Any]:
    """The question of a turn: what is stored, with the day and the period that belong to it."""
    found = {name: value for name, value in stored.items() if name != "period"} | {"on": day.isoformat()}
    period = stored.get("period", AS_ASKED)
    if period == THIS_YEAR:
        found |= {"started_on": day.replace(month=1, day=1).isoformat(), "ended_on": day.isoformat()}
    if period == LAST_MONTH:
        end = day.replace(day=1) - datetime.timedelta(days=1)
        found |= {"started_on": end.replace(day=1).isoformat(), "ended_on": end.isoformat()}
    return found
