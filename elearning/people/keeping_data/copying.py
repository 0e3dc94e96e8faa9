"""A copy of all that is held about a person: asked for, made by the worker, fetched within seven days."""

import datetime
import io
import json
import zipfile
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..actions import Refused
from ..models import HeldCopy, User
from ..rules import sees_all
from ..signals import held_about
from .parts import Part

AGAIN_AFTER = datetime.timedelta(minutes=10)  # one that is younger is shown instead of a new one


@transaction.atomic
def ask_copy(person: User, *, by: User, why: str = "", at: datetime.datetime | None = None) -> HeldCopy:
    """Have the worker make a copy: for herself, or by headquarters with a reason. Twice in ten minutes is once."""
    from .tasks import make_copy

    User.objects.select_for_update().get(pk=person.pk)
    if person.pk != by.pk and not sees_all(by):
        raise Refused(_("Only she herself, or headquarters for her, can ask for this."))
    if person.pk != by.pk and not why.strip():
        raise Refused(_("Give the reason."), "why")
    if person.erased_at:
        raise Refused(_("This row names nobody any more."))
    now = at or timezone.now()
    recent = person.held_copies.filter(asked_by=by, asked_at__gt=now - AGAIN_AFTER, failed_at=None).first()
    if recent:
        return recent
    made = HeldCopy.objects.create(person=person, asked_by=by, why=why.strip(), asked_at=now)
    log(by, "people.copy_asked", person, reason=made.why, at=now, copy=str(made.uuid))
    make_copy.enqueue(str(made.uuid))
    return made


def make(made: HeldCopy, *, at: datetime.datetime | None = None) -> HeldCopy:
    """Ask every app, write the file, keep it. One that is ready stays as it is; killed, it begins anew."""
    if not made.works or made.person.erased_at:
        return made
    try:
        content = _write(made)
    except Exception:
        HeldCopy.objects.filter(pk=made.pk).update(failed_at=timezone.now())
        raise
    with transaction.atomic():
        User.objects.select_for_update().get(pk=made.person_id)  # an erasure waits, and takes the file with it
        held = HeldCopy.objects.select_for_update().select_related("person").get(pk=made.pk)
        if held.works and not held.person.erased_at:
            held.file.save(f"{held.uuid}.zip", File(content), save=False)
            held.ready_at = at or timezone.now()
            held.save(update_fields=["file", "ready_at"])
    return held


def parts_of(person: User) -> list[Part]:
    """What every app answers, in a fixed order."""
    return [each for _receiver, answer in held_about.send(HeldCopy, person=person) for each in answer or ()]


def _write(made: HeldCopy) -> IO[bytes]:
    """The ZIP: data.json, a page for reading, and her files; how far it is stands in the row."""
    person = User.objects.get(pk=made.person_id)
    content = io.BytesIO()
    with translation.override(person.reads), zipfile.ZipFile(content, "w", 8) as archive:
        parts = parts_of(person)
        HeldCopy.objects.filter(pk=made.pk).update(total=len(parts) + 1, done=0)
        data = []
        for number, each in enumerate(parts, 1):
            folder = f"{number:02d}-{slugify(each.name, allow_unicode=True)[:40] or 'part'}"
            files = [name for name, stored in each.files if _copy_file(archive, f"{folder}/{name}", stored)]
            data.append({"name": each.name, "left_out": each.left_out, "rows": each.rows, "files": files})
            page = {"part": each, "number": number, "files": [f"{folder}/{name}" for name in files]}
            archive.writestr(f"{folder}.html", render_to_string("people/keeping/copy_part.html", page))
            HeldCopy.objects.filter(pk=made.pk).update(done=number)
        whole = {"person": str(person.uuid), "made": timezone.now().isoformat(timespec="seconds"), "parts": data}
        archive.writestr("data.json", json.dumps(whole, ensure_ascii=False, indent=1, default=str))
        pages = [
            {"name": each["name"], "rows": len(each["rows"]), "page": name} for each, name in _pages(data, archive)
        ]
        archive.writestr("index.html", render_to_string("people/keeping/copy_index.html", {"pages": pages}))
    content.seek(0)
    return content


def _pages(data: list[dict], archive: zipfile.ZipFile) -> zip:
    pages = [name for name in archive.namelist() if name.endswith(".html") and "/" not in name]
    return zip(data, pages, strict=True)


def _copy_file(archive: zipfile.ZipFile, name: str, stored: str) -> bool:
    """Put a file of hers in; one that is lost on the disk is left out."""
    if not default_storage.exists(stored):
        return False
    with default_storage.open(stored) as file:
        archive.writestr(name, file.read())
    return True
