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


def held(days: list[datetime.date]) -> Condition:
    """That may have held on one of these days, which ascend."""
    return "day_from <= %s AND day_to > %s", [day_value(days[-1]), day_value(days[0])]


def each_held(days: list[datetime.date]) -> Condition:
    """Columns: how many held on each of these days."""
    column = "SUM(CASE WHEN day_from <= %s AND day_to > %s THEN 1 ELSE 0 END)"
    return ", ".join([column] * len(days)), [bound for day in days for bound in (day_value(day), day_value(day))]


def all_of(columns: int) -> Condition:
    """Columns: how many there are, and nothing more."""
    return ", ".join(["COUNT(*)", *["0"] * (columns - 1)]), []


def within(field: str, after: datetime.date | None, to: datetime.date) -> Condition:
    """Whose first day (or the day after the last) lies after a day (of all time if it is not given), up to another."""
    bounds = [(">", after)] if after else []
    bounds += [("<=", to), ("<", FAR_DAY)]
    return " AND ".join(f"{field} {sign} %s" for sign, _bound in bounds), [day_value(bound) for _sign, bound in bounds]


def snapshots(
    asked: Asked, offices: QuerySet[Office], earliest: datetime.date, last: datetime.date, *, together: bool
) -> list[tuple]:
    """(day, office, a number for each of STATES): the newest up to the last day, office by office.

    Besides since the earliest day: ANY for each day that has any, and if asked for TOGETHER, the sums of each day.
    """
    group, numbers = " AND ".join(f"{field} = %s" for field in EVERYBODY), ", ".join(STATES)
    everybody, ours = [*EVERYBODY.values()], [*(EVERYBODY | asked.traits).values()]
    among, chosen = _among(offices)
    key, of, until = asked.requirement.pk, f"FROM {SNAPSHOTS} WHERE requirement_id = %s AND {group}", [day_value(last)]
    statements = [
        f"SELECT day, office_id, {numbers} {of}{among} AND day = (SELECT MAX(day) {of} AND day <= %s)",
        f"SELECT DISTINCT day, {ANY}, {', '.join('0' * len(STATES))} {of} AND day <= %s AND day >= %s",
    ]
    since = [*until, day_value(earliest)]
    given = [key, *ours, *chosen, key, *everybody, *until, key, *everybody, *since]
    if together:
        sums = ", ".join(f"SUM({state})" for state in STATES)
        statements.append(f"SELECT day, {TOGETHER}, {sums} {of}{among} AND day <= %s AND day >= %s GROUP BY day")
        given += [key, *ours, *chosen, *since]
    return fetched(statements, given)


def by_office(asked: Asked, offices: QuerySet[Office], parts: list[tuple[str, Condition, Condition]]) -> list[tuple]:
    """(place of the part, office, state, its columns) of each part (rows, condition, columns); all have as many."""
    whom, whose = whom_of(asked, offices)
    statements, given = [], []
    for place, (rows, (condition, bounds), (columns, days)) in enumerate(parts):
        known, moments = _known(rows, asked)
        statements.append(
            f"SELECT {place}, office_id, state, {columns} FROM {TABLE} "  # noqa: S608  # nosec B608
            f"WHERE {whom} AND {known} AND {condition} GROUP BY office_id, state"
        )
        given += [*days, *whose, *moments, *bounds]
    return fetched(statements, given)


def ending(asked: Asked, offices: QuerySet[Office], windows: tuple[int, ...]) -> list[tuple]:
    """(office, how many of those who have met it have their last valid day within so many days after, each)."""
    (whom, whose), (known, moments) = whom_of(asked, offices), _known(KNOWN, asked)
    (holding, bounds), last = held([asked.on]), [asked.on + datetime.timedelta(days=days) for days in windows]
    columns = ", ".join(["SUM(CASE WHEN until <= %s THEN 1 ELSE 0 END)"] * len(windows))
    statement = (
        f"SELECT office_id, {columns} FROM {TABLE} "  # noqa: S608  # nosec B608
        f"WHERE {whom} AND state = '{Standing.State.MET.value}' AND until >= %s AND until <= %s "
        f"AND {holding} AND {known} GROUP BY office_id"
    )
    window = [day_value(asked.on), day_value(last[-1])]
    return fetched([statement], [*map(day_value, last), *whose, *window, *bounds, *moments])


def whom_of(asked: Asked, offices: QuerySet[Office]) -> Condition:
    """The requirement, the traits that are asked for, and the offices."""
    among, chosen = _among(offices)
    whom = f"{TABLE}.requirement_id = %s"
    whom += "".join(f" AND {TABLE}.{field} = %s" for field in asked.traits)
    return whom + among, [asked.requirement.pk, *asked.traits.values(), *chosen]


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
        moment_value(moments[word]) for word in words if word in moments
    ]


def day_value(day: datetime.date) -> Any:
    return connection.ops.adapt_datefield_value(day)


def moment_value(moment: datetime.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def fetched(statements: list[str], given: list[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), given)
        return cursor.fetchall()
