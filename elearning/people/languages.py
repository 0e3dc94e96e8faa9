"""In which language a person is shown the pages."""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation.trans_real import parse_accept_lang_header

from .models import User
from .postings import posting_of

OFFICE_LANGUAGE = "office_language"  # in the session, so that no page asks the database for it


def is_ours(code: str) -> bool:
    """Whether a code that somebody sent means one of the site's languages, as `fr` and `fr-CA` do."""
    try:
        return bool(translation.get_supported_language_variant(code))
    except LookupError:
        return False


def language_for(request: HttpRequest) -> str | None:
    """What the signed-in person says of herself; else her office's, where the browser asks for none of ours."""
    known = dict(settings.LANGUAGES)
    if request.user.language in known:
        return request.user.language
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    if any(is_ours(code) for code, _quality in asked if code != "*"):
        return None
    office = request.session.get(OFFICE_LANGUAGE)
    return office if office in known else None


@receiver(user_logged_in)
def remember_office(sender, *, request: HttpRequest, user: User, **kwargs) -> None:
    """Keep the language of her office for the pages of this sign-in."""
    if not user.language and (posting := posting_of(user, timezone.localdate())):
        request.session[OFFICE_LANGUAGE] = posting.office.language
