"""Whether a text that was written fits one that is accepted: pure."""

import re
import unicodedata

_STAR = re.compile(r"(?<!\\)\*")
_LIKE_AN_APOSTROPHE = str.maketrans("’‘ʼ`´", "'''''", "\u0640\u200c\u200d\u200e\u200f")


def fits(accepted: str, said: str, *, case: bool = True, accents: bool = True) -> bool:
    r"""Whether the text fits; `*` stands for anything, `\*` for a star. Spaces at the ends, or doubled, are no matter.

    `case` and `accents` fold upper case and marks (of Arabic too): then “sao tome” fits “São Tomé”.
    """
    pieces = [folded(piece.replace("\\*", "*"), case, accents) for piece in _STAR.split(accepted)]
    text = folded(said, case, accents).strip()
    if len(pieces) == 1:
        return pieces[0].strip() == text
    first, *middle, last = [pieces[0].lstrip(), *pieces[1:-1], pieces[-1].rstrip()]
    if not text.startswith(first) or not text.endswith(last) or len(first) + len(last) > len(text):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def folded(text: str, case: bool, accents: bool) -> str:
    """The text in the form in which it is compared: one kind of space, apostrophe and digit."""
    text = unicodedata.normalize("NFKC", text).translate(_LIKE_AN_APOSTROPHE)
    text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    if accents:
        text = "".join(s for s in unicodedata.normalize("NFKD", text) if not unicodedata.combining(s))
    text = text.casefold() if case else text
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
