"""Codes of the rows of a sheet: a number to type fast, with a letter that tells a mistyped one."""

import re
import unicodedata

# Nineteen letters that are not mistaken for a digit; a prime number of them, so that the letter changes with any digit.
LETTERS = "ACDEFHJKLMNPRTUVWXY"
WEIGHTS = (2, 3, 5, 7)  # from the last digit on; two neighbours that changed places give another letter
CODE = re.compile(r"(\d{1,4})([A-Z])")


def row_code(place: int, sheet: int) -> str:
    """The code of a row, "07K": its place on the sheet and a letter; another sheet has other letters."""
    digits = f"{place:02}"
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, reversed(digits), strict=False))
    return digits + LETTERS[(total + 4 * sheet) % len(LETTERS)]


def plain(text: str) -> str:
    """As it is compared: capitals, and the digits of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text.upper())


def tidy(text: str) -> str:
    """A code as the sheet prints it, whatever zeros stand before it; the text itself if it is no code."""
    found = CODE.fullmatch(plain(text))
    return f"{int(found[1]):02}{found[2]}" if found else plain(text)
