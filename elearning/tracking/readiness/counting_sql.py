"""The statements of a count, by hand: to put them together as querysets takes longer than to run them.

A condition is a pair of SQL and its parameters.
"""

import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from elearning.people.models import Office

from ..models import FAR_DAY, FAR_MOMENT, Snapshot, Standing
from .counting_asked import STATES, Asked
from .counting_rows import EVERYBODY, is_all

Condition = tuple[str, list[Any]]

TABLE, SNAPSHOTS = Standing._meta.db_table, Snapshot._meta.db_table
TOGETHER, ANY = -1, -2  # in place of an office: the sums of all; that there are snapshots of this day

# Sets of rows. What we know now (snapshots are made of it), and what was known at the moment asked for.
CURRENT = "known_to = %(far)s"
KNOWN = "known_from <= %(known)s AND known_to > %(known)s"
# Late news that we know now and that was not known at the moment asked for; what was known until late news came.
LEARNED = "late AND known_to = %(far)s AND known_from > %(known)s"
GIVEN_UP = "late AND known_from <= %(known)s AND known_to > %(known)s AND known_to < %(far)s"


def held(day: datetime.date) -> Condition:
    """That held on a day."""
    return "day_from <= %s AND day_to > %s", [_day(day), _day(day)]


def within(field: str, after: datetime.date | None, to: datetime.date) -> Condition:
    """Whose first day (or the day after the last) lies after a day (of all time if it is not given), up to another."""
    bounds = [(">", after)] if after else []
    bounds += [("<=", to), ("<", FAR_DAY)]
    return " AND ".join(f"{field} {sign} %s" for sign, _bound in bounds), [_day(bound) for _sign, bound in bounds]


def snapshots(
    asked: Asked, offices: QuerySet[Office], earliest: datetime.date, last: datetime.date, *, together: bool
) -> list[tuple]:
    """(day, office, a number for each of STATES): the newest up to the last day, office by office.

    Besides since the earliest day: ANY for each day that has any, and if asked for TOGETHER, the sums of each day.
    """
    group, numbers = " AND ".join(f"{field} = %s" for field in EVERYBODY), ", ".join(STATES)
    everybody, ours = [*EVERYBODY.values()], [*(EVERYBODY | asked.traits).values()]
    among, chosen = _among(offices)
    key, of, until = asked.requirement.pk, f"FROM {SNAPSHOTS} WHERE requirement_id = %s AND {group}", [_day(last)]
    statements = [
        f"SELECT day, office_id, {numbers} {of}{among} AND day = (SELECT MAX(day) {of} AND day <= %s)",
        f"SELECT DISTINCT day, {ANY}, {', '.join('0' * len(STATES))} {of} AND day <= %s AND day >= %s",
    ]
    since = [*until, _day(earliest)]
    given = [key, *ours, *chosen, key, *everybody, *until, key, *everybody, *since]
    if together:
        sums = ", ".join(f"SUM({state})" for state in STATES)
        statements.append(f"SELECT day, {TOGETHER}, {sums} {of}{among} AND day <= %s AND day >= %s GROUP BY day")
        given += [key, *ours, *chosen, *since]
    return _rows(statements, given)


def by_office(asked: Asked, offices: QuerySet[Office], parts: list[tuple[int, int, str, Condition]]) -> list[tuple]:
    """(label, office, state, number) of each part (label, sign, rows, condition), with the sign before the number."""
    whom, whose = _of(asked, offices)
    statements, given = [], []
    for label, sign, rows, (condition, bounds) in parts:
        known, moments = _known(rows, asked)
        statements.append(
            f"SELECT {label}, office_id, state, {sign} * COUNT(*) FROM {TABLE} "  # noqa: S608  # nosec B608
            f"WHERE {whom} AND {known} AND {condition} GROUP BY office_id, state"
        )
        given += [*whose, *moments, *bounds]
    return _rows(statements, given)


def on_days(
    asked: Asked, offices: QuerySet[Office], parts: list[tuple[int, str]], days: list[datetime.date]
) -> list[tuple]:
    """(label, state, how many held on each of the days, which ascend) of each part (label, rows)."""
    whom, whose = _of(asked, offices)
    statements, given = [], []
    for label, rows in parts:
        known, moments = _known(rows, asked)
        counts = ", ".join(["SUM(CASE WHEN day_from <= %s AND day_to > %s THEN 1 ELSE 0 END)"] * len(days))
        statements.append(
            f"SELECT {label}, state, {counts} FROM {TABLE} "  # noqa: S608  # nosec B608
            f"WHERE {whom} AND {known} AND day_from <= %s AND day_to > %s GROUP BY state"
        )
        given += [bound for day in days for bound in (_day(day), _day(day))]
        given += [*whose, *moments, _day(days[-1]), _day(days[0])]
    return _rows(statements, given)


def _of(asked: Asked, offices: QuerySet[Office]) -> Condition:
    """The requirement, the traits that are asked for, and the offices."""
    whom, given = "requirement_id = %s", [asked.requirement.pk]
    for field, value in asked.traits.items():
        whom, given = f"{whom} AND {field} = %s", [*given, value]
    among, chosen = _among(offices)
    return whom + among, given + chosen


def _among(offices: QuerySet[Office]) -> Condition:
    """Nothing for all offices: each database would look them up row by row.

    `+ 0` keeps the index of offices out of it, which holds all years: the others begin with the days.
    """
    if is_all(offices):
        return "", []
    chosen, bounds = offices.order_by().values("pk").query.sql_with_params()
    return f" AND office_id + 0 IN ({chosen})", [*bounds]


def _known(rows: str, asked: Asked) -> Condition:
    """One of the sets of rows above, with its moments in their order."""
    moments = {"%(far)s": FAR_MOMENT, "%(known)s": asked.known_at}
    words = rows.split(" ")
    return " ".join("%s" if word in moments else word for word in words), [
        connection.ops.adapt_datetimefield_value(moments[word]) for word in words if word in moments
    ]


def _day(day: datetime.date) -> Any:
    return connection.ops.adapt_datefield_value(day)


def _rows(statements: list[str], given: list[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), given)
        return cursor.fetchall()
