"""What base.html knows on every page, besides the person and the language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = ("light", "dark")


def site(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get("theme", "")
    return {
        "site_name": settings.SITE_NAME,
        "settings_demo": settings.DEMO,
        "theme": theme if theme in THEMES else "",
    }
