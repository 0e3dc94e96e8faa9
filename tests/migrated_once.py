"""A pytest plugin: SQLite tests run in a file of their own process, begun as a copy of one that was migrated before.

A file and not memory, since there two threads meet as they do in production: one waits for the other. The copy is kept
between runs beside pytest's cache, until a migration or a library changes: half a minute becomes two seconds.
"""

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
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
    default = connections["default"]
    if default.vendor == "sqlite" and not default.settings_dict["TEST"]["NAME"]:
        default.settings_dict["TEST"]["NAME"] = f"{settings.VAR_DIR}/test.sqlite3"
    kept = FOLDER / f"{key()}.sqlite3"
    create, prepare = DatabaseCreation.create_test_db, DatabaseCreation._create_test_db

    def _create_test_db(self, verbosity, autoclobber, keepdb=False):
        name = prepare(self, verbosity, autoclobber, keepdb)
        if kept.exists() and not Path(name).exists():
            shutil.copy(kept, name)
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
    """By SQLite's own backup; whole or not at all, also when two processes do it at once; older ones go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(own) as target:
        connection.backup(target)
    target.close()
    for other in path.parent.glob("*.sqlite3"):
        if other != path:
            other.unlink(missing_ok=True)
    own.replace(path)
