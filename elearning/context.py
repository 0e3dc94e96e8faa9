"""What base.html knows on every page, besides the person and the language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from elearning.identity import identity
from elearning.people.rules import may_see_board
from elearning.people.text_only import is_text_only
from elearning.tracking.rules import has_office

THEMES = ("light", "dark")


def site(request: HttpRequest) -> dict[str, Any]:
    """Fragments for htmx have no header, so who may see the board is asked only where a header is drawn."""
    said = identity()
    theme = request.COOKIES.get("theme", "")
    return {
        "site_name": said.name,
        "site_logo": said if said.logo else None,
        "contact_email": settings.CONTACT_EMAIL,
        "settings_demo": settings.DEMO,
        "may_see_board": SimpleLazyObject(lambda: may_see_board(request.user)),
        "has_office": SimpleLazyObject(lambda: has_office(request.user)),
        "text_only": SimpleLazyObject(lambda: is_text_only(request)),
        "theme": theme if theme in THEMES else "",
    }
