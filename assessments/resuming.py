"""A page of answers that was posted after its person had been signed out: kept in the session until she signs in."""

import datetime
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from elearning.people.models import User

from .forms import answers_of_page
from .models import Attempt
from .saving import save_answers

KEY = "unsent_answers"
# The longest page that is kept, in characters; a session is no place for more.
MOST = 200_000


def keep_for_later(request: HttpRequest, uuid: UUID) -> None:
    """Keep what was posted for this attempt; whose it is, is asked when somebody has signed in."""
    fields = request.POST.urlencode()
    if len(fields) > MOST:
        messages.error(
            request, _("You were signed out, and your answers are too long to be kept. Sign in and go back.")
        )
        return
    request.session[KEY] = {"attempt": str(uuid), "fields": fields, "at": timezone.now().isoformat()}
    messages.info(request, _("You were signed out. Sign in again: the answers that you just sent are kept until then."))


def take_up(sender: Any, *, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """Save what was kept if the attempt is hers; what belongs to another is forgotten."""
    kept = request.session.pop(KEY, None) if request is not None else None
    attempt = kept and Attempt.objects.owned_by(user).filter(uuid=kept["attempt"]).first()
    if not attempt:
        return
    given = answers_of_page(attempt, QueryDict(kept["fields"], encoding="utf-8"))
    moment: datetime.datetime | None = parse_datetime(kept["at"])
    receipts = save_answers(attempt, [replace(each, given_at=moment) for each in given])
    if any(not receipt.refused for receipt in receipts):
        messages.success(request, _("The answers that you sent before you signed in are saved."))
