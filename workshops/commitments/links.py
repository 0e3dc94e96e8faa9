"""Signed links that open one page to one person without a password."""

import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from elearning.people.models import User

from ..models import FollowUp

VALID = datetime.timedelta(days=60)
ANSWER, VIEW = "workshops.follow_up.answer", "workshops.follow_up.view"  # a salt each: one is never the other


class BadLink(ValueError):
    """The link opens nothing; the message says so to whoever followed it."""


def token_of(follow_up: FollowUp, person: User, salt: str) -> str:
    """What stands in the link: which follow-up, whom it was sent to, and when."""
    return signing.dumps({"follow_up": follow_up.uuid.hex, "person": person.uuid.hex}, salt=salt)


def read_token(token: str, salt: str) -> tuple[UUID, UUID]:
    """The follow-up and the person that a link names. Raises `BadLink` for a forged or an old one."""
    try:
        said: Any = signing.loads(token, salt=salt, max_age=VALID)
        return UUID(said["follow_up"]), UUID(said["person"])
    except signing.SignatureExpired:
        sentence = _("This link was valid for %(days)d days, which are over. Sign in to answer.")
        raise BadLink(sentence % {"days": VALID.days}) from None
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        raise BadLink(_("This link is not complete or was changed. Open it from the mail again.")) from None
