"""Numbers in files of other programs, and how they are written again: always with a point, whatever the language."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,60}(?:[.,][0-9]{0,60})?|[.,][0-9]{1,60})(?:[eE][+-]?[0-9]{1,3})?")
# Beyond this many digits a number is shorter with its power of ten.
_LONGEST = 40


def number_in(text: str) -> Decimal | None:
    """The number that a text is; None for any other text, NaN and infinity too."""
    text = text.strip()
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def in_figures(number: Decimal) -> str:
    """The number in its shortest form: 50, not 50.00000."""
    number = number.normalize()
    if not number:
        return "0"
    return str(number) if abs(number.adjusted()) > _LONGEST else format(number, "f")
