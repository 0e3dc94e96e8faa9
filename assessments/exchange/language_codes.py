"""Codes of languages as people write them in files and on command lines: pure."""

import re

from django.conf import settings

_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}")


def language_in(text: str) -> str:
    """The code that a text is, or that belongs to the name of a language of the site; “” for any other text."""
    said = text.strip().casefold().replace("_", "-")
    names = {str(name).casefold(): code for code, name in settings.LANGUAGES}
    if said in names:
        return names[said]
    return said if _CODE.fullmatch(said) else ""
