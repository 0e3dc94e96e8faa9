"""Files in the private folders of the storage that no row names: of a killed deletion, or a restored backup."""

import datetime
from collections.abc import Iterator

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

# The folders that hold nothing but files of rows, one file a row.
FOLDERS = ("certificates", "claims", "held", "practices", "records", "sheets", "transcripts")


def delete_leftovers(moment: datetime.datetime, most: int) -> int:
    """Delete those last written before a moment: younger ones may belong to a row that is being written now."""
    found = []
    for folder in FOLDERS:
        known = None
        for name in _walk(folder):
            if default_storage.get_modified_time(name) > moment:
                continue
            known = _named(folder) if known is None else known  # asked once something is old enough
            if name not in known:
                found.append(name)
            if len(found) >= most:
                break
    for name in found[:most]:
        default_storage.delete(name)
    return len(found[:most])


def _walk(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    yield from (f"{folder}/{name}" for name in files)
    for each in folders:
        yield from _walk(f"{folder}/{each}")


def _named(folder: str) -> set[str]:
    """Every name that a row of any app has of a file in this folder."""
    known: set[str] = set()
    for model in apps.get_models():
        for each in model._meta.local_concrete_fields:
            if isinstance(each, models.FileField):
                rows = model._base_manager.filter(**{f"{each.name}__startswith": f"{folder}/"})
                known |= set(rows.values_list(each.name, flat=True))
    return known
