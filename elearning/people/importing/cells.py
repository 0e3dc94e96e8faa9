"""What one cell of a sheet may say: pure, with the sentence for what it may not."""

import datetime
import unicodedata
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.sheets_in import ERRORS

from ..models.user import HIDDEN

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
EARLIEST = datetime.date(1950, 1, 1)


class Unfit(ValueError):
    """The line is refused; the message is the reason, a sentence that names the column."""


def text(value: str, column: str, longest: int) -> str:
    """A text that is no formula, shows all that it holds, and fits."""
    value = unicodedata.normalize("NFC", value)
    if value.startswith(FORMULA):
        raise Unfit(_("%(column)s: “%(value)s” is a formula, not a text.") % _said(column, value))
    if value in ERRORS:
        raise Unfit(_("%(column)s: the cell shows an error, %(value)s.") % _said(column, value))
    if HIDDEN.search(value):
        raise Unfit(_("%(column)s contains hidden control characters. Type it again.") % {"column": column})
    if len(value) > longest:
        raise Unfit(_("%(column)s is longer than %(most)d characters.") % {"column": column, "most": longest})
    return value


def address(value: str, column: str) -> str:
    """An e-mail address in lower case, or nothing."""
    value = text(value, column, 254).lower()
    if value:
        try:
            validate_email(value)
        except ValidationError as fault:
            raise Unfit(_("%(column)s: “%(value)s” is no e-mail address.") % _said(column, value)) from fault
    return value


def choice(value: str, column: str, choices: Mapping[str, str]) -> str:
    """One of the words given, whatever its case; the key of `choices` that it means, or nothing."""
    word = text(value, column, 120).casefold()
    if not word:
        return ""
    if word not in choices:
        raise Unfit(_("%(column)s: “%(value)s” is not known. Look at the template.") % _said(column, value))
    return choices[word]


def day(value: str, column: str) -> datetime.date | None:
    """A day as 2026-05-01 (ISO 8601), as spreadsheets keep it, or as 01.05.2026; none for an empty cell."""
    if not value:
        return None
    found = _day(value.partition(" ")[0])
    if found is None:
        raise Unfit(_("%(column)s: “%(value)s” is no day. Write it like 2026-05-01.") % _said(column, value))
    if not EARLIEST <= found <= timezone.localdate() + datetime.timedelta(days=3660):
        raise Unfit(_("%(column)s: %(value)s cannot be right.") % _said(column, value))
    return found


def _day(value: str) -> datetime.date | None:
    for shape in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.datetime.strptime(value, shape).date()
        except ValueError:
            continue
    return None


def _said(column: str, value: str) -> dict[str, str]:
    return {"column": column, "value": value[:60]}
