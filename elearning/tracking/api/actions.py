"""The deeds of clients of the API: let one read, take that back, note that one read."""

import datetime
import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import Office, User

from ..models import ApiClient, Export

LONGEST = datetime.timedelta(days=731)
COARSE = datetime.timedelta(hours=1)  # so often the moment of the last use is written


def hash_token(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_client(
    name: str,
    *,
    office: Office | None,
    expires_on: datetime.date,
    by: User,
    at: datetime.datetime | None = None,
) -> tuple[ApiClient, str]:
    """Let a program read the figures of an office and below (None: of all); returns it with its token, told once."""
    now, name = at or timezone.now(), name.strip()
    if not now.date() < expires_on <= now.date() + LONGEST:
        raise Refused(_("Choose a day after today, within two years."), "expires_on")
    User.objects.select_for_update().get(pk=by.pk)  # a double click is one after the other
    if ApiClient.objects.filter(name__iexact=name, revoked_at=None, expires_on__gte=now.date()).exists():
        raise Refused(_("A client of this name may read already. Revoke it first, or choose another name."), "name")
    token = f"cg_{secrets.token_urlsafe(32)}"
    kept = {"token_hash": hash_token(token), "hint": token[:9]}
    client = ApiClient.objects.create(name=name, office=office, expires_on=expires_on, made_by=by, made_at=now, **kept)
    log(by, "tracking.client_made", client, at=now, name=name, office=office.code if office else "")
    return client, token


@transaction.atomic
def revoke_client(client: ApiClient, *, by: User, at: datetime.datetime | None = None) -> ApiClient:
    """From now on its token opens nothing. Twice is once."""
    client = ApiClient.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if client.revoked_at is None:
        client.revoked_at = at or timezone.now()
        client.save(update_fields=["revoked_at"])
        log(by, "tracking.client_revoked", client, at=client.revoked_at)
    return client


def note_reading(client: ApiClient, what: str, question: dict[str, Any], *, at: datetime.datetime) -> None:
    """Write down what a client read: one row a question and day, and about when it came last."""
    asked = {"address": what, **dict(sorted(question.items()))}
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    same = client.exports.filter(what="api", question=asked, at__gte=day)
    if not same.exists():
        Export.objects.create(what="api", kind="api", question=asked, why=f"API: {client.name}", client=client, at=at)
    known = ApiClient.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=at - COARSE), pk=client.pk)
    known.update(last_used_at=at)
