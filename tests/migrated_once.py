"""A pytest plugin: the migrated, empty database is kept between runs, until a migration or a library changes.

SQLite only, and in memory as before: what is kept is a copy, which each process takes before Django migrates, and
then there is nothing left to migrate. Half a minute becomes two seconds.
"""

import hashlib
import os
import sqlite3
from pathlib import Path

import pytest
from django.db.backends.sqlite3.creation import DatabaseCreation

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
    kept = FOLDER / f"{key()}.sqlite3"
    create = DatabaseCreation.create_test_db
    prepare = DatabaseCreation._create_test_db

    def _create_test_db(self, *args, **kwargs):
        name = prepare(self, *args, **kwargs)
        if kept.exists():
            self.connection.close()
            self.connection.settings_dict["NAME"] = name
            self.connection.ensure_connection()
            with sqlite3.connect(kept) as source:
                source.backup(self.connection.connection)
            source.close()
        return name

    def create_test_db(self, *args, **kwargs):
        name = create(self, *args, **kwargs)
        if not kept.exists():
            keep(self.connection.connection, kept)
        return name

    DatabaseCreation._create_test_db, DatabaseCreation.create_test_db = _create_test_db, create_test_db
    yield
    DatabaseCreation._create_test_db, DatabaseCreation.create_test_db = prepare, create


def keep(connection: sqlite3.Connection, path: Path) -> None:
    """Whole or not at all, also when two processes do it at once; older ones go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(own) as target:
        connection.backup(target)
    target.close()
    for other in path.parent.glob("*.sqlite3"):
        if other != path:
            other.unlink(missing_ok=True)
    own.replace(path)
