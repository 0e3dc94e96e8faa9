"""The one narrow door by which rows change their person: used by merges only, each row written down."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import QuerySet

from ..models import Merge, Moved, User
from .whose import MOVES

OF_ACCOUNTS = ("account", "mfa")  # what opens an account: the merge itself decides which one
LEFT = "left"  # the column of a row that stays with the gone person, since the kept one has the like


def name_of(field: models.Field) -> str:
    """A relation as it stands in the lists: app, model, field."""
    return f"{field.model._meta.label_lower}.{field.name}"


def relations() -> Iterator[models.Field]:
    """Every field by which a row names a person, those of other houses and of many-to-many tables too."""
    for relation in User._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            yield relation.field


def moving() -> Iterator[models.Field]:
    """The fields whose rows a merge moves without being asked."""
    yield from (
        each for each in relations() if name_of(each) in MOVES and each.model._meta.app_label not in OF_ACCOUNTS
    )


def rows(model: type[models.Model]) -> QuerySet:
    """All rows of a table, past what keeps an append-only one from changes."""
    return QuerySet(model)


def give(merge: Merge, field: models.Field, keys: Iterable[Any], **also: Any) -> int:
    """Give these rows to the kept person; `also` are columns that must change with it (a sequence)."""
    return give_to(merge, field, keys, merge.kept_id, **also)


def give_to(merge: Merge, field: models.Field, keys: Iterable[Any], owner: int, **also: Any) -> int:
    """The same for rows that name her by something that is hers, such as a registration: `owner` is its key."""
    keys = list(keys)
    if keys:
        rows(field.model).filter(pk__in=keys).update(**{field.attname: owner}, **also)
        _note(merge, field.model, keys, field.attname)
    return len(keys)


def leave(merge: Merge, model: type[models.Model], keys: Iterable[Any]) -> None:
    """Write down that these rows stay with the gone person."""
    _note(merge, model, list(keys), LEFT)


def exchange(merge: Merge, field: models.Field, kept_key: Any, gone_key: Any) -> None:
    """The kept person gets the row of the gone one and the other way round, past a constraint of one row for each."""
    table = rows(field.model)
    between = User.objects.create(name="–", is_active=False)  # stands in for a moment, within this transaction
    table.filter(pk=kept_key).update(**{field.attname: between.pk})
    table.filter(pk=gone_key).update(**{field.attname: merge.kept_id})
    table.filter(pk=kept_key).update(**{field.attname: merge.gone_id})
    User.objects.filter(pk=between.pk)._raw_delete("default")
    _note(merge, field.model, [gone_key], field.attname)
    leave(merge, field.model, [kept_key])


def give_rest(merge: Merge, field: models.Field) -> tuple[int, int]:
    """What the apps have not dealt with: rows move unless the kept person has the like; how many moved and stay."""
    noted = Moved.objects.filter(merge=merge, table=field.model._meta.db_table).values_list("row", flat=True)
    own = rows(field.model).filter(**{field.attname: merge.gone_id})
    colliding = colliding_rows(field, merge.kept_id, merge.gone_id)
    keys = [key for key in own.values_list("pk", flat=True) if str(key) not in set(noted)]
    stay = [key for key in keys if key in colliding]
    leave(merge, field.model, stay)
    return give(merge, field, (key for key in keys if key not in colliding)), len(stay)


def colliding_rows(field: models.Field, kept: int, gone: int) -> set[Any]:
    """The rows of the gone person that some constraint of uniqueness keeps from becoming the kept one's."""
    found: set[Any] = set()
    table = rows(field.model)
    for names, condition in _unique(field):
        others = [name for name in names if name != field.name]
        ours, theirs = (table.filter(**{field.attname: person}) for person in (kept, gone))
        if condition is not None:
            ours, theirs = ours.filter(condition), theirs.filter(condition)
        taken = set(ours.values_list(*others)) if others else ({()} if ours.exists() else set())
        found |= {key for key, *values in theirs.values_list("pk", *others) if tuple(values) in taken}
    return found


def _unique(field: models.Field) -> Iterator[tuple[tuple[str, ...], models.Q | None]]:
    meta = field.model._meta
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and field.name in constraint.fields:
            yield constraint.fields, constraint.condition
    yield from ((names, None) for names in meta.unique_together if field.name in names)
    if field.unique:
        yield (field.name,), None


def _note(merge: Merge, model: type[models.Model], keys: list[Any], column: str) -> None:
    table = model._meta.db_table
    Moved.objects.bulk_create(
        (Moved(merge=merge, table=table, row=str(key), column=column) for key in keys), ignore_conflicts=True
    )
