"""Finds a name, a title or a number in the text of a page, in whatever order a PDF gives its letters."""

import re
import unicodedata


def shows(page: str, text: str) -> bool:
    """Whether the page shows the text. Of a script that runs from right to left each word is looked for by itself:

    programs read its lines forwards or backwards, and its words in either order.
    """
    forwards = _folded(page)
    if not any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text):
        return _folded(text) in forwards
    # Turned round before it is folded: folding takes ligatures apart, whose letters stand in their order.
    backwards = _folded("\n".join(line[::-1] for line in page.splitlines()))
    return all(_folded(word) in forwards or _folded(word) in backwards for word in text.split())


def shows_number(page: str, number: str) -> bool:
    """Whether the page shows this serial number, and not as a part of a longer one."""
    return bool(re.search(rf"(?<![0-9A-Za-z-]){re.escape(number)}(?![0-9A-Za-z-])", page))


def _folded(text: str) -> str:
    """Letters and digits alone, as they are typed: without spaces, points, vowel marks and shaped forms."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())
