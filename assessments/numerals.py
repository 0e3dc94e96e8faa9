"""Reads numbers as people write them, in any of the site's languages: pure.

Accepted: digits of any script, a sign (also U+2212), one decimal separator, groups of three digits, a power of ten as
`1.5e3` or `1.5×10^3`, and a unit behind it. Which separator is which follows the CLDR of the language; where a language
leaves it open (“1.500” in Spanish, where keyboards have a point), the number is not guessed but asked for again.
"""

import re
import unicodedata
from decimal import Decimal

LONGEST = 100
# The exponents that a number may have; a double holds no more, and Decimal would calculate for ever.
BIGGEST_EXPONENT = 300
_SPACES = "  \u202f '’٬"
_UNIT_SIGNS = "%‰°€$£¥'\""
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<digits>[0-9][0-9.,]*|[.,][0-9]+)(?:(?:e|×10\^?|x10\^)(?P<power>[+-]?[0-9]{1,4}))?"
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([.,][0-9]{3})+")
# Languages with a point before the decimals (Arabic writes ٫ for it); the others have the comma.
_POINT = frozenset({"ar", "en", "zh"})


class NotANumber(ValueError):
    """The text is no number, or two numbers at once; `ambiguous` says which of the two."""

    def __init__(self, text: str, *, ambiguous: bool = False):
        super().__init__(text)
        self.ambiguous = ambiguous


def read_quantity(text: str, language: str = "en") -> tuple[Decimal, str]:
    """The number and the unit behind it (“” without one). Raises NotANumber; infinite and NaN are no numbers."""
    decimal = decimal_of(language)
    if len(text) > LONGEST or _has_other_figures(text):
        raise NotANumber(text)
    plain = "".join(_digit(sign) for sign in unicodedata.normalize("NFKC", text)).strip()
    plain = plain.replace("−", "-").replace("٫", decimal).replace("،", decimal)
    plain = re.sub(rf"(?<=[0-9])[{_SPACES}](?=[0-9]{{3}}(?![0-9]))", "", plain)
    plain = re.sub(r"\s*×\s*10", "×10", plain)
    plain = re.sub(r"(?<=[0-9.,])E(?=[+-]?[0-9])|(?<=[0-9.,])X(?=10)", lambda sign: sign[0].lower(), plain)
    found = _NUMBER.match(plain)
    if not found or (found["power"] and abs(int(found["power"])) > BIGGEST_EXPONENT):
        raise NotANumber(text)
    unit = plain[found.end() :].strip()
    if unit and (not (unit[0].isalpha() or unit[0] in _UNIT_SIGNS) or _looks_like_a_power(unit)):
        raise NotANumber(text)
    digits = _with_point(found["digits"], language, text)
    return Decimal(f"{found['sign']}{digits}e{found['power'] or 0}"), unit


def read_number(text: str, language: str = "en") -> Decimal:
    """A number alone; raises NotANumber also where a unit follows."""
    number, unit = read_quantity(text, language)
    if unit:
        raise NotANumber(text)
    return number


def decimal_of(language: str) -> str:
    """What stands before the decimals in this language, on a Latin keyboard."""
    return "." if language.split("-")[0] in _POINT else ","


def _has_other_figures(text: str) -> bool:
    """Whether there is a ½, a ² or a ① where the number stands: they would be read as other digits. m² is a unit."""
    return any(
        not sign.isdecimal()
        and any(each.isdecimal() for each in unicodedata.normalize("NFKC", sign))
        and not before.isalpha()
        for before, sign in zip(" " + text, text, strict=False)
    )


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def _looks_like_a_power(unit: str) -> bool:
    return bool(re.match(r"(e|×10|x10)[+\-^0-9]", unit.casefold()))


def _with_point(digits: str, language: str, text: str) -> str:
    """The digits with a point before the decimals and without groups."""
    kinds = {sign for sign in digits if sign in ".,"}
    if not kinds:
        return digits
    if len(kinds) == 2:
        decimal = digits[max(digits.rfind("."), digits.rfind(","))]
        group = ({".", ","} - {decimal}).pop()
        whole, _point, rest = digits.rpartition(decimal)
        if decimal in whole or not _GROUPED.fullmatch(whole) or group in rest:
            raise NotANumber(text)
        return whole.replace(group, "") + "." + rest
    (sign,) = kinds
    decimal = decimal_of(language)
    if digits.count(sign) > 1:
        if not _GROUPED.fullmatch(digits):
            raise NotANumber(text)
        return digits.replace(sign, "")
    if sign == decimal or not _GROUPED.fullmatch(digits):
        return digits.replace(sign, ".")
    if language.split("-")[0] == "fr":  # French groups by spaces: a point is the decimal one of a keyboard
        return digits
    if decimal == ".":  # it groups by commas, and has no other use for one before three digits
        return digits.replace(sign, "")
    raise NotANumber(text, ambiguous=True)
