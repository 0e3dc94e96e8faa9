"""One part of all that is held about a person: its name in words, its rows, its files."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from elearning.fields import localized

HIDDEN = {"id", "password", "secret", "secret_hash", "secret_digest", "token", "salt", "sha256", "digest", "badge_code"}


@dataclass(frozen=True)
class Part:
    """`of` names the tables that it answers for; `files` are pairs of a name in the copy and one in the storage.

    `left_out` says in a sentence what of these tables is not shown, since it concerns other people.
    """

    name: str
    of: tuple[str, ...]
    rows: list[dict[str, Any]] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    left_out: str = ""


def part(name: Any, rows: QuerySet, *names: str, files: Iterable[str] = (), left_out: Any = "", also=()) -> Part:
    """A part of the rows of one table; of the fields named, else of all that tell of her and of nobody else.

    `files` are its file fields. Relations to other people are never written out.
    """
    model = rows.model
    fields = [model._meta.get_field(each) for each in names] or shown_fields(model)
    found = list(rows)
    kept = [
        (f"{row.pk}-{file.name.rpartition('/')[2]}", file.name)
        for row in found
        for file in (getattr(row, each) for each in files)
        if file
    ]
    of = (model._meta.label_lower, *also)
    return Part(str(name), of, [row_of(row, fields) for row in found], kept, str(left_out))


def shown_fields(model: type[models.Model]) -> list[models.Field]:
    """The plain fields of a table, without keys, secrets and relations."""
    return [
        each
        for each in model._meta.concrete_fields
        if not each.is_relation
        and each.name not in HIDDEN
        and not isinstance(each, models.AutoField | models.UUIDField | models.FileField | models.BinaryField)
    ]


def row_of(row: models.Model, fields: Iterable[models.Field]) -> dict[str, Any]:
    """A row in words: the name of each field with what stands in it; what is empty is left out."""
    said = {}
    for each in fields:
        value = str(getattr(row, each.name) or "") if each.is_relation else value_of(row, each)
        if value not in ("", None, [], {}):
            said[str(each.verbose_name)] = value
    return said


def value_of(row: models.Model, of: models.Field) -> Any:
    """As JSON can hold it: choices in words, times in ISO form, texts of many languages in the reader's."""
    value = getattr(row, of.attname)
    if of.choices:
        return str(getattr(row, f"get_{of.name}_display")())
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, dict) and value and all(isinstance(each, str) for each in value.values()):
        return localized(value) if set(map(len, value)) == {2} else value
    return value if isinstance(value, bool | int | str | list | dict) or value is None else str(value)
