"""A database that somebody else holds for five seconds: who writes meanwhile waits, and nothing is lost."""

import threading
import time

import pytest
from django.db import connections

LOCKED_FOR = 5


@pytest.fixture
def connect(tmp_path, django_db_setup, django_db_blocker):
    """Makes connections as in production; to a file on SQLite, for in memory, where tests run, a lock is a fault."""
    made = []

    def connected():
        default = connections["default"]
        connection = type(default)({**default.settings_dict}, alias="default")
        if connection.vendor == "sqlite":
            connection.settings_dict["NAME"] = str(tmp_path / "file.sqlite3")
        made.append(connection)
        return connection

    with django_db_blocker.unblock():
        yield connected
    for connection in made:
        connection.inc_thread_sharing()
        connection.close()


def add_one(connection) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE held SET value = value + 1")


def test_a_write_waits_out_a_database_that_is_locked_for_five_seconds(connect):
    locked, other, own = threading.Event(), connect(), connect()
    with own.cursor() as cursor:
        cursor.execute("CREATE TABLE held (value integer)")
        cursor.execute("INSERT INTO held VALUES (1)")

    def hold() -> None:
        other.inc_thread_sharing()
        with other.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE" if other.vendor == "sqlite" else "BEGIN")
        add_one(other)
        locked.set()
        time.sleep(LOCKED_FOR)
        with other.cursor() as cursor:
            cursor.execute("COMMIT")

    holder = threading.Thread(target=hold)
    other.inc_thread_sharing()
    holder.start()
    assert locked.wait(10)
    started = time.monotonic()
    add_one(own)
    waited = time.monotonic() - started
    holder.join()
    with own.cursor() as cursor:
        cursor.execute("SELECT value FROM held")
        assert cursor.fetchone() == (3,)
        cursor.execute("DROP TABLE held")
    assert waited > LOCKED_FOR / 2
