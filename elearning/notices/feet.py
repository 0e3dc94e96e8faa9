"""The foot and the headers of a mail: why she gets it, where she changes that, how she stops it with one click."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from elearning.identity import site_name

from .kinds import Kind, kind_of
from .models import Notice

SALT = "notices.stop"
GOOD_FOR = 400 * 24 * 60 * 60  # seconds: mails are found again after a year


@dataclass(frozen=True)
class Foot:
    """What stands beneath each mail."""

    kind: Kind
    preferences: str
    stop: str


def foot_of(person: Any, name: str) -> Foot:
    kind = kind_of(name)
    stop = settings.BASE_URL + reverse("notices:stop", args=[token_for(person.pk, name)]) if kind.stops else ""
    return Foot(kind, settings.BASE_URL + reverse("notices:preferences"), "" if kind.must else stop)


def token_for(person_id: int, name: str) -> str:
    return signing.dumps([person_id, name], salt=SALT)


def read_token(token: str) -> tuple[int, Kind] | None:
    """Whose wish this is about and of which kind; None for one that is forged, old, or of a kind that cannot stop."""
    try:
        person_id, name = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    kind = kind_of(name)
    return None if kind.must or not kind.stops else (person_id, kind)


def text_foot(notice: Notice) -> str:
    """For the plain part, in the language of the notice."""
    foot = foot_of(notice.person, notice.kind)
    with translation.override(notice.language):
        return "\n\n" + render_to_string("email/_foot.txt", {"foot": foot, "site_name": site_name()}).strip() + "\n"


def headers_of(notice: Notice) -> dict[str, str]:
    """RFC 3834 for all of them, RFC 8058 where mail of this kind can be stopped."""
    headers = {"Auto-Submitted": "auto-generated"}
    if stop := foot_of(notice.person, notice.kind).stop:
        headers["List-Unsubscribe"] = f"<{stop}>"
        if stop.startswith("https://"):  # the one click is for https alone
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
