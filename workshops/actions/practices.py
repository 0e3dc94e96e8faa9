"""Deeds upon good practices: write, send for review, return, publish as a page under the module."""

import datetime
import hashlib
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from elearning.journal.actions import log
from elearning.notices.actions import notify
from elearning.people.actions.refusal import Refused
from elearning.people.models import User
from elearning.toolkit.languages import address_of
from elearning.toolkit.models import GoodPracticePage, ModulePage, ToolkitImage
from elearning.toolkit.models.practice import PARTS

from ..models import GoodPractice, Registration, Workshop
from ..practices.modules import home_of
from ..practices.reading import office_of
from ..running.opening import RUNNING, eve_of

State = GoodPractice.State
FIELDS = ("module_code", "language", "title", *PARTS, "photo_words", "photo_consent", "consent")
NEEDED = ("title", "module_code", "context", "steps", "success")
MINE = (State.DRAFT, State.RETURNED)  # while she may change it
WRITTEN = (*RUNNING, Workshop.State.CLOSED)


def why_not_written(workshop: Workshop, *, at: datetime.datetime) -> str:
    """Why no good practice is written now; empty while it can be: from the eve of the first day on."""
    if workshop.state not in WRITTEN or (workshop.state == Workshop.State.CONFIRMED and at < eve_of(workshop)):
        return _("Good practices are written from the eve of the workshop until it is archived.")
    return ""


def mark_of(practice: GoodPractice | None) -> str:
    """A mark of what is stored, to be sent back with a change: another change in between is not overwritten."""
    if practice is None or practice.pk is None:
        return ""
    return hashlib.sha256(f"{practice.saved_at.isoformat()} {practice.state}".encode()).hexdigest()[:16]


@transaction.atomic
def save_practice(
    registration: Registration,
    key: uuid.UUID,
    values: Mapping[str, Any],
    *,
    photo: bytes | None = None,
    without_photo: bool = False,
    seen: str | None = None,
    at: datetime.datetime | None = None,
) -> GoodPractice:
    """Keep what she has written so far, under a key of her page: sent twice it is one. `photo`: see `clean_photo`."""
    at = at or timezone.now()
    if reason := why_not_written(registration.workshop, at=at):
        raise Refused(reason)
    if not values["title"]:
        raise Refused(_("Give it a title: you will find it by that."), about="title")
    practice = _own(registration, key)
    if seen is not None and seen != mark_of(practice) and not _holds(practice, values, photo):
        raise Refused(_("This was saved from another page meanwhile. Load it again; nothing was overwritten."))
    for name in FIELDS:
        setattr(practice, name, values[name])
    old = practice.photo.name
    if without_photo:
        practice.photo, practice.photo_words, practice.photo_consent = "", "", False
    if photo:
        practice.photo.save(f"{uuid.uuid4()}.jpg", ContentFile(photo), save=False)
    practice.saved_at = at
    practice.save()
    if old and old != practice.photo.name:
        transaction.on_commit(lambda: practice.photo.storage.delete(old))
    return practice


@transaction.atomic
def send_practice(practice: GoodPractice, *, by: User | None, at: datetime.datetime | None = None) -> GoodPractice:
    """Send it for review; from now on she does not change it. Sent again it stays sent."""
    at = at or timezone.now()
    practice = held(practice)
    if practice.state not in MINE:
        return practice
    if reason := why_not_written(practice.workshop, at=at):
        raise Refused(reason)
    for name in NEEDED:
        if not getattr(practice, name):
            label = practice._meta.get_field(name).verbose_name
            raise Refused(_("Before it can be sent, fill in: %(label)s.") % {"label": label}, about=name)
    if not practice.consent:
        raise Refused(_("It is published only if you agree: tick that it may be."), about="consent")
    if practice.photo and not practice.photo_consent:
        raise Refused(_("Tick that everybody in the photograph agreed, or take it away."), about="photo_consent")
    if practice.photo and not practice.photo_words:
        raise Refused(_("Say what the photograph shows, for those who cannot see it."), about="photo_words")
    practice.state, practice.saved_at, practice.remarks = State.SENT, at, ""
    practice.save(update_fields=["state", "saved_at", "remarks"])
    log(by, "workshop.practice_sent", practice, at=at)
    return practice


@transaction.atomic
def return_practice(
    practice: GoodPractice, remarks: str, *, by: User | None, at: datetime.datetime | None = None
) -> GoodPractice:
    """Give it back with remarks; she is told, changes it and sends it again."""
    at = at or timezone.now()
    practice = held(practice)
    if practice.state != State.SENT:
        raise Refused(_("This does not wait for a review any more. Load the page again."))
    if not remarks.strip():
        raise Refused(_("Say what is to be changed."), about="remarks")
    practice.state, practice.remarks = State.RETURNED, remarks.strip()
    practice.reviewed_by, practice.reviewed_at = by, at
    practice.save(update_fields=["state", "remarks", "reviewed_by", "reviewed_at"])
    log(by, "workshop.practice_returned", practice, at=at)
    path = reverse("workshops:practice", args=[practice.workshop.code, practice.uuid])
    _tell(practice, "practice_returned", path, at, remarks=practice.remarks)
    return practice


@transaction.atomic
def publish_practice(
    practice: GoodPractice, *, by: User | None, at: datetime.datetime | None = None
) -> GoodPracticePage | None:
    """Make it a page under its module, once; she is told. None if the page was deleted since."""
    at = at or timezone.now()
    practice = held(practice)
    if practice.state == State.PUBLISHED:
        return GoodPracticePage.objects.filter(pk=practice.page_id).first()
    if practice.state != State.SENT:
        raise Refused(_("Only what was sent for review can be published. Load the page again."))
    module = home_of(practice.module_code, practice.language)
    if module is None:
        raise Refused(_("No published module has the code %(code)s.") % {"code": practice.module_code})
    page = _page(practice, module, by)
    practice.state, practice.page, practice.image = State.PUBLISHED, page.page_ptr, page.photo
    practice.reviewed_by, practice.reviewed_at = by, at
    practice.save(update_fields=["state", "page", "image", "reviewed_by", "reviewed_at"])
    log(by, "workshop.practice_published", practice, at=at, page=page.pk)
    _tell(practice, "practice_published", address_of(page), at)
    return page


def held(practice: GoodPractice) -> GoodPractice:
    """The practice as it stands, locked until the transaction ends."""
    rows = GoodPractice.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("workshop", "office", "registration__person", "registration__partner").get(
        pk=practice.pk
    )


def _holds(practice: GoodPractice, values: Mapping[str, Any], photo: bytes | None) -> bool:
    """Whether this is stored already: on a bad line the same is sent again, its first answer being lost."""
    if any(getattr(practice, name) != values[name] for name in FIELDS):
        return False
    if photo is None or not practice.photo:
        return photo is None
    with practice.photo.open() as file:
        return file.read() == photo


def _own(registration: Registration, key: uuid.UUID) -> GoodPractice:
    """Her practice of this key, locked, or a new one; her own deeds come one after the other."""
    Registration.objects.select_for_update(of=("self",), no_key=True).get(pk=registration.pk)
    practice = GoodPractice.objects.select_for_update(of=("self",), no_key=True).filter(uuid=key).first()
    if practice is None:
        fresh = GoodPractice(uuid=key, workshop=registration.workshop, registration=registration)
        fresh.office = registration.office
        return fresh
    if practice.registration_id != registration.pk:
        raise Refused(_("This page is out of date. Load it again."))
    if practice.state not in MINE:
        raise Refused(_("You have sent it: it is not changed while it is reviewed, nor after."))
    return practice


def _page(practice: GoodPractice, module: ModulePage, by: User | None) -> GoodPracticePage:
    """The page, published; pages below one module are made one after the other."""
    Page.objects.select_for_update().get(pk=module.pk)
    module = ModulePage.objects.select_related("locale").get(pk=module.pk)
    language = practice.language if practice.language != module.locale.language_code else ""
    slug = f"{slugify(practice.title)[:60] or 'practice'}-{practice.uuid.hex[:6]}"
    page = GoodPracticePage(
        title=practice.title,
        slug=slug,
        locale=module.locale,
        audience=module.audience,
        owner=by,
        office_name=office_of(practice),
        workshop_title=practice.workshop.text(practice.language).title,
        told_on=practice.workshop.starts_on,
        written_in=language,
        photo=_image(practice, module, by),
        photo_words=practice.photo_words if practice.photo else "",
        **{name: getattr(practice, name) for name in PARTS},
    )
    module.add_child(instance=page)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)  # may_review is the rule
    page.refresh_from_db()
    return page


def _image(practice: GoodPractice, module: ModulePage, by: User | None) -> ToolkitImage | None:
    if not practice.photo:
        return None
    with practice.photo.open() as file:
        content = ImageFile(ContentFile(file.read()), name=f"{practice.uuid}.jpg")
    facts = {"title": practice.title, "audience": module.audience, "uploaded_by_user": by}
    return ToolkitImage.objects.create(file=content, **facts)


def _tell(practice: GoodPractice, kind: str, path: str, at: datetime.datetime, **words: str) -> None:
    key = f"{kind}:{practice.uuid}:{at.isoformat()}"
    notify(practice.registration.person, kind, key=key, path=path, at=at, title=practice.title, **words)
