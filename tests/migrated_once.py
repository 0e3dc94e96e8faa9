"""A pytest plugin: the migrations of a run are done once, and every process of it begins with a copy of the result.

SQLite tests run in a file, not in memory, since there two threads meet as they do in production: one waits for the
other. The migrated file is kept between runs beside pytest's cache, until a migration or a library changes: half a
minute becomes two seconds. On PostgreSQL the copy is made from a template database.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.base.creation import BaseDatabaseCreation

from elearning.migrating import little_rendered

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".pytest_cache" / "migrated"


def key() -> str:
    """Names everything that the migrated database follows from: our migrations and the versions of all libraries."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for app in ("elearning", "assessments", "courses", "workshops"):
        for path in sorted((ROOT / app).rglob("migrations/*.py")):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session", autouse=True)
def _migrated_once():
    default = connections["default"]
    if default.vendor == "sqlite" and not default.settings_dict["TEST"]["NAME"]:
        default.settings_dict["TEST"]["NAME"] = f"{settings.VAR_DIR}/test.sqlite3"
    creation = type(default.creation)
    create, kept = creation.create_test_db, File() if default.vendor == "sqlite" else Template()

    def create_test_db(self, *args, **kwargs):
        with _alone():  # the others wait for the first instead of doing the same beside it
            if not kept.exists(self):
                with little_rendered():
                    name = create(self, *args, **kwargs)
                kept.keep(self, name)
                return name
        kept.begin_with(self)
        return create(self, *args, **kwargs)

    creation.create_test_db = create_test_db
    yield
    creation.create_test_db = create


@contextmanager
def _alone() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class File:
    """What is kept of SQLite."""

    def __init__(self):
        self.path = FOLDER / f"{key()}.sqlite3"

    def exists(self, creation: BaseDatabaseCreation) -> bool:
        return self.path.exists()

    def keep(self, creation: BaseDatabaseCreation, name: str) -> None:
        """By SQLite's own backup; whole or not at all; older ones go."""
        own = self.path.with_suffix(f".{os.getpid()}")
        with sqlite3.connect(own) as target:
            creation.connection.connection.backup(target)
        target.close()
        for other in FOLDER.glob("*.sqlite3"):
            other.unlink(missing_ok=True)
        own.replace(self.path)

    def begin_with(self, creation: BaseDatabaseCreation) -> None:
        name = Path(creation._get_test_db_name())
        if not name.exists():
            prepare = creation._create_test_db

            def _create_test_db(*args, **kwargs):
                made = prepare(*args, **kwargs)
                shutil.copy(self.path, name)
                return made

            creation._create_test_db = _create_test_db


class Template:
    """What is kept of PostgreSQL, as long as its server lives."""

    def __init__(self):
        self.name = f"migrated_{key()}"

    def exists(self, creation: BaseDatabaseCreation) -> bool:
        with creation._nodb_cursor() as cursor:
            return creation._database_exists(cursor, self.name)

    def keep(self, creation: BaseDatabaseCreation, name: str) -> None:
        creation.connection.close()  # nobody may be connected to what is copied
        with creation._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{name}"')
        creation.connection.ensure_connection()

    def begin_with(self, creation: BaseDatabaseCreation) -> None:
        creation.connection.settings_dict["TEST"]["TEMPLATE"] = self.name
