"""Deeds of the notices: tell a person something once, and send the mail that is due."""

import datetime
import logging
import re
from collections.abc import Iterable
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from .models import Attachment, Delivery, Notice

logger = logging.getLogger(__name__)
SENDING_MAY_TAKE = datetime.timedelta(minutes=10)
MOST_TRIES = 5
ASCII_SPACE = re.compile(r"[ \t\n\r\f\v]+")  # a space that does not break stays: French has one before a colon
LONGEST_SUBJECT = Notice._meta.get_field("subject").max_length


def notify(
    person: Any,
    kind: str,
    *,
    key: str,
    path: str = "",
    at: datetime.datetime | None = None,
    mail: bool = True,
    attachments: Iterable[Attachment] = (),
    **context,
) -> Notice:
    """Tell `person` something, rendered from templates/email/<kind>.* in her language; the same `key` is told once.

    `attachments` are unsaved; they go with the mail, and are kept only where there is one.
    """
    language = person.language or settings.LANGUAGE_CODE
    values = {**context, "person": person, "url": settings.BASE_URL + path, "site_name": settings.SITE_NAME}
    with translation.override(language), transaction.atomic():
        known = Notice.objects.filter(key=key).first()
        if known:
            return known
        parts = {name: render_to_string(f"email/{kind}.{name}", values) for name in ("subject.txt", "txt", "html")}
        notice = Notice.objects.create(
            person=person,
            kind=kind,
            key=key,
            language=language,
            subject=ASCII_SPACE.sub(" ", parts["subject.txt"]).strip(" ")[:LONGEST_SUBJECT],
            text=parts["txt"].strip(),
            html=parts["html"],
            path=path,
            created_at=at or timezone.now(),
        )
        if mail and person.email and person.is_active:
            Delivery.objects.create(notice=notice, address=person.email)
            for attachment in attachments:
                attachment.notice = notice
                attachment.save()
        return notice


def send_due(limit: int = 50) -> int:
    """Send the mail that is due, each claimed before it is sent; returns how many went out.

    A delivery that a killed process left claimed is tried again after ten minutes.
    """
    now = timezone.now()
    due = Q(state__in=[Delivery.State.WAITING, Delivery.State.SENDING], tries__lt=MOST_TRIES)
    stopped = Delivery.objects.filter(state=Delivery.State.SENDING, tries__gte=MOST_TRIES, next_try_at__lte=now)
    stopped.update(state=Delivery.State.FAILED, error="The process was stopped at the last try.")
    sent = 0
    for pk in list(Delivery.objects.filter(due, next_try_at__lte=now).values_list("pk", flat=True)[:limit]):
        claimed = Delivery.objects.filter(due, pk=pk, next_try_at__lte=now).update(
            state=Delivery.State.SENDING, tries=F("tries") + 1, next_try_at=now + SENDING_MAY_TAKE
        )
        if claimed:
            sent += _send(Delivery.objects.select_related("notice").get(pk=pk))
    return sent


def _send(delivery: Delivery) -> bool:
    notice = delivery.notice
    mail = EmailMultiAlternatives(notice.subject, notice.text, to=[delivery.address])
    mail.extra_headers["Message-ID"] = f"<notice-{notice.pk}@{settings.BASE_URL.split('://')[-1].split(':')[0]}>"
    mail.attach_alternative(notice.html, "text/html")
    for attachment in notice.attachments.all():
        mail.attach(_part(attachment))
    try:
        mail.send()
    except Exception as error:  # an address that cannot be written, a server that answers nonsense
        logger.warning("Mail of notice %s was not sent: %r", notice.pk, error)
        lasting = delivery.tries >= MOST_TRIES
        delivery.state = Delivery.State.FAILED if lasting else Delivery.State.WAITING
        delivery.error = (str(error) or repr(error))[:500]
        delivery.next_try_at = timezone.now() + datetime.timedelta(minutes=2**delivery.tries)
        delivery.save(update_fields=["state", "error", "next_try_at"])
        return False
    delivery.state, delivery.sent_at, delivery.error = Delivery.State.SENT, timezone.now(), ""
    delivery.save(update_fields=["state", "sent_at", "error"])
    return True


def _part(attachment: Attachment) -> MIMEBase:
    """The attachment as a part of a mail, its bytes unchanged."""
    part = MIMEBase(*attachment.media_type.split("/"), **attachment.parameters)
    part.set_payload(bytes(attachment.content))
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=attachment.name)
    return part
