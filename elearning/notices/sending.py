"""The sending of the mail that is due, each claimed before it is sent."""

import datetime
import logging
from email.encoders import encode_base64
from email.mime.base import MIMEBase

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from .collecting import collect_due
from .feet import headers_of, text_foot
from .models import Attachment, Delivery
from .planning import plan_again

logger = logging.getLogger(__name__)
State = Delivery.State
SENDING_MAY_TAKE = datetime.timedelta(minutes=10)
MOST_TRIES = 5
DUE = Q(state__in=[State.WAITING, State.SENDING], tries__lt=MOST_TRIES)


def send_due(limit: int = 50, at: datetime.datetime | None = None) -> int:
    """Make the digests and send the mail that is due, each claimed before it is sent; returns how many went out.

    A delivery that a killed process left claimed is tried again after ten minutes. One whose reader has gone to bed or
    on leave since it was planned, or who wants no mail of its kind any more, is planned again.
    """
    now = at or timezone.now()
    collect_due(now, limit)
    stopped = Delivery.objects.filter(state=State.SENDING, tries__gte=MOST_TRIES, next_try_at__lte=now)
    stopped.update(state=State.FAILED, error="The process was stopped at the last try.")
    sent = 0
    due = Delivery.objects.filter(DUE, next_try_at__lte=now).select_related("notice__person").order_by("next_try_at")
    for delivery in list(due[:limit]):
        row = Delivery.objects.filter(DUE, pk=delivery.pk, next_try_at__lte=now)
        if (instead := plan_again(delivery, now)) is not None:
            row.update(state=instead.state, next_try_at=instead.at)
        elif row.update(state=State.SENDING, tries=F("tries") + 1, next_try_at=now + SENDING_MAY_TAKE):
            sent += _send(delivery.pk)
    return sent


def mail_of(delivery: Delivery) -> EmailMultiAlternatives:
    """The mail as it goes out: text with its foot, HTML, headers, files."""
    notice = delivery.notice
    mail = EmailMultiAlternatives(notice.subject, notice.text + text_foot(notice), to=[delivery.address])
    mail.extra_headers["Message-ID"] = f"<notice-{notice.pk}@{settings.BASE_URL.split('://')[-1].split(':')[0]}>"
    mail.extra_headers.update(headers_of(notice))
    mail.attach_alternative(notice.html, "text/html")
    for attachment in notice.attachments.all():
        mail.attach(_part(attachment))
    return mail


def _send(pk: int) -> bool:
    """To the address that she has now: it may have changed since the mail was planned."""
    delivery = Delivery.objects.select_related("notice__person").filter(pk=pk).first()
    if delivery is None:
        return False  # she was erased a moment ago
    delivery.address = delivery.notice.person.email
    try:
        mail_of(delivery).send()
    except Exception as error:  # an address that cannot be written, a server that answers nonsense
        logger.warning("Mail of notice %s was not sent: %r", delivery.notice_id, error)
        lasting = delivery.tries >= MOST_TRIES
        again_at = timezone.now() + datetime.timedelta(minutes=2**delivery.tries)
        state, said = State.FAILED if lasting else State.WAITING, (str(error) or repr(error))[:500]
        Delivery.objects.filter(pk=pk).update(state=state, error=said, next_try_at=again_at)
        return False
    with transaction.atomic():
        sent = {"state": State.SENT, "sent_at": timezone.now()}
        Delivery.objects.filter(pk=pk).update(**sent, error="", address=delivery.address)
        Delivery.objects.filter(within=delivery.notice_id, state=State.WITHIN).update(**sent)
    return True


def _part(attachment: Attachment) -> MIMEBase:
    """The attachment as a part of a mail, its bytes unchanged."""
    part = MIMEBase(*attachment.media_type.split("/"), **attachment.parameters)
    part.set_payload(bytes(attachment.content))
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=attachment.name)
    return part
