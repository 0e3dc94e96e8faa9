"""Very many rows at once: written as the database itself writes them, without a model for each."""

import datetime
import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max

AT_ONCE = 20000
# How SQLite keeps what PostgreSQL has a type for.
PLAIN = {
    datetime.date: str,
    datetime.datetime: lambda moment: str(moment.replace(tzinfo=None)),
    uuid.UUID: lambda value: value.hex,
}


def pour(model: type[models.Model], names: tuple[str, ...], rows: Iterable[tuple]) -> int:
    """Write rows of the fields named (attnames; JSON as text, moments in UTC); returns how many.

    Every other field has its default, once evaluated: name those that must differ.
    """
    rest = [field for field in model._meta.concrete_fields if field.attname not in names and not field.primary_key]
    fixed = tuple(_default(field) for field in rest)
    columns = [*(model._meta.get_field(name).column for name in names), *(field.column for field in rest)]
    write, table = _copy if connection.vendor == "postgresql" else _insert, model._meta.db_table
    done = 0
    for some in batches((row + fixed for row in rows), AT_ONCE):
        write(table, columns, some)
        done += len(some)
    return done


def batches(things: Iterable, size: int) -> Iterator[list]:
    """Some at a time."""
    source = iter(things)
    while some := list(islice(source, size)):
        yield some


def _default(field: models.Field) -> Any:
    value = field.get_default()
    return json.dumps(value) if isinstance(field, models.JSONField) else value


def _copy(table: str, columns: list[str], rows: list[tuple]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _insert(table: str, columns: list[str], rows: list[tuple]) -> None:
    get = PLAIN.get
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608  # nosec B608
    with connection.cursor() as cursor:
        raw = cursor.connection.cursor()  # Django's own looks at each row again
        raw.executemany(statement, [[get(type(cell), _same)(cell) for cell in row] for row in rows])


def _same(cell: Any) -> Any:
    return cell


def next_id(model: type[models.Model]) -> int:
    """The first id that is free."""
    return (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1


def go_on_counting(*written: type[models.Model]) -> None:
    """Let the database give ids after those that were written with theirs."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(written)):
            cursor.execute(statement)


@contextmanager
def without_indexes(model: type[models.Model]) -> Iterator[None]:
    """The model's own indexes are made again at the end: sorting once is quicker than millions of insertions."""
    editor = connection.schema_editor(collect_sql=True)
    with connection.cursor() as cursor:
        for index in model._meta.indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(index.name)}")
    yield
    if connection.vendor == "postgresql":  # it makes no index while foreign keys wait to be looked at
        connection.check_constraints()
    with connection.cursor() as cursor:
        for index in model._meta.indexes:
            cursor.execute(str(index.create_sql(model, editor)))


def hurry() -> None:
    """SQLite keeps more in memory, and does not wait for the disk, as long as this connection lives."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -400000")
            if not connection.in_atomic_block:
                cursor.execute("PRAGMA synchronous = OFF")


def settle() -> None:
    """Let the database look at what it holds, so that it plans well."""
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA analysis_limit = 4000")
            if connection.vendor == "sqlite":
                cursor.execute("ANALYZE")
