"""The deed of this folder: a draft of a module is made of what was found in a Word file."""

import io

from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from elearning.journal.actions import log
from elearning.journal.models import LogEntry
from elearning.people.actions import Refused
from elearning.people.models import User

from ...models import ModulePage, ToolkitImage, ToolkitPage
from .found import Found
from .pictures import Picture, ending_of

MADE = "toolkit.draft_made_of_word"


def made_of(sha256: str, parent: ToolkitPage) -> ModulePage | None:
    """The module under this toolkit that was made of the very same file before, and is still there."""
    entries = LogEntry.objects.filter(action=MADE, detail__sha256=sha256, detail__parent=parent.pk)
    keys = [int(pk) for pk in entries.values_list("subject_id", flat=True)]
    return ModulePage.objects.filter(pk__in=keys).first()


def make_draft(parent: ToolkitPage, found: Found, *, by: User, sha256: str, **fields: str) -> ModulePage:
    """An unpublished module with the text, owned by its author. `fields` are title, code and summary."""
    stored: list[ToolkitImage] = []
    try:
        with transaction.atomic():
            Page.objects.select_for_update().get(pk=parent.pk)
            if made_of(sha256, parent):
                raise Refused(_("A module was made of this very file already."), "file")
            parent.refresh_from_db()
            body = [(kind, _figure(value, by, stored) if kind == "figure" else value) for kind, value in found.blocks]
            page = ModulePage(
                slug=_free_slug(parent, fields["title"]),
                owner=by,
                live=False,
                has_unpublished_changes=True,
                locale=parent.locale,
                body=body,
                **fields,
            )
            parent.add_child(instance=page)
            page.save_revision(user=by, log_action=True)
            log(by, MADE, page, sha256=sha256, parent=parent.pk)
    except Exception:
        for image in stored:  # the rows are gone with the transaction: their files too
            image.file.storage.delete(image.file.name)
        raise
    return page


def _free_slug(parent: ToolkitPage, title: str) -> str:
    base = slugify(title, allow_unicode=True)[:80] or "module"
    taken = set(parent.get_children().values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)


def _figure(picture: Picture, by: User, stored: list[ToolkitImage]) -> dict:
    """The value of a figure block; whom to thank, and what it shows if that is not said, is asked at publication."""
    file = ImageFile(io.BytesIO(picture.data), name=f"word.{ending_of(picture.data)}")
    image = ToolkitImage(title=(picture.alt or picture.name)[:255], file=file, uploaded_by_user=by, audience="staff")
    try:
        image.save()
    finally:
        if image.file._committed:
            stored.append(image)
    image.contextual_alt_text, image.decorative = picture.alt, False
    return {"image": image, "caption": "", "credit": ""}
