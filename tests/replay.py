"""What a fixture writes, kept as the statements of the first time and said again: the ORM's work is done once."""

import copy
from collections.abc import Callable, Hashable
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

PASSING = ("BEGIN", "SAVEPOINT", "RELEASE SAVEPOINT", "SELECT")
Statements = list[tuple[str, Any]]
Rows = dict[str, models.Model]


class Replay:
    """Statements by key. What they write must not depend on the clock, and its keys on nothing that a test made."""

    def __init__(self):
        self.said: dict[Hashable, Statements] = {}

    def write(self, key: Hashable, make: Callable[[], object]) -> None:
        """Let `make` write the first time; afterwards say what it said."""
        if key in self.said:
            _say(self.said[key])
            return
        with _listening() as said:
            make()
        self.said[key] = said


class Worlds:
    """Rows that the database numbers itself: said again where its counters stand as they stood, within one hour.

    Only SQLite counts back when a test is undone; elsewhere such rows are made anew each time.
    """

    def __init__(self):
        self.known: dict[Hashable, list[tuple[datetime, dict[str, int], Statements, dict[str, tuple]]]] = {}

    def make(self, name: str, make: Callable[[], Rows], *given: Hashable) -> Rows:
        """What `make` gives, as it is read from the database; `given` is what it takes of earlier rows."""
        if connection.vendor != "sqlite":
            return _read(_keys(make()))
        now, before = timezone.now(), _counters()
        known = self.known.setdefault((name, given, now.replace(minute=0, second=0, microsecond=0)), [])
        for at, counters, said, keys in known:
            if at <= now and all(before.get(table, 0) == count for table, count in counters.items()):
                _say(said)
                return _read(keys)
        with _listening() as said:
            rows = make()
        moved = {table: before.get(table, 0) for table, count in _counters().items() if count != before.get(table, 0)}
        keys = _keys(rows)
        known.append((now, moved, said, keys))
        return _read(keys)


def fresh(row: models.Model) -> models.Model:
    """A copy that a test may change, as if it had just been read."""
    new = copy.copy(row)
    new._state = models.base.ModelState()
    new._state.db, new._state.adding = "default", False
    return new


@contextmanager
def _listening():
    said: Statements = []

    def listen(execute, sql, values, many, context):
        if not sql.startswith(PASSING):
            said.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(listen):
        yield said


def _say(said: Statements) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, values in said:
            cursor.execute(sql, values)


def _counters() -> dict[str, int]:
    with connection.cursor() as cursor:
        return dict(cursor.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def _keys(rows: Rows) -> dict[str, tuple[type[models.Model], Any]]:
    return {name: (type(row), row.pk) for name, row in rows.items()}


def _read(keys: dict[str, tuple[type[models.Model], Any]]) -> Rows:
    found = {}
    for kind in {kind for kind, _key in keys.values()}:
        found |= {(kind, key): row for key, row in kind._default_manager.in_bulk().items()}
    return {name: found[key] for name, key in keys.items()}
