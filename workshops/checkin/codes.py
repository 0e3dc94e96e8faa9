"""The code of the room: six digits that change each minute, and who typed them was there to see them. Pure."""

import datetime
import unicodedata
import uuid

from django.utils.crypto import salted_hmac

WINDOW = 60  # seconds
STILL_GOOD = 2  # windows before the present one: a code may be read, walked to a telephone, and typed
REMEMBERED = 60  # windows in which a code that is over is still known as one
DIGITS = 6


def window_of(at: datetime.datetime) -> int:
    """The number of the minute."""
    return int(at.timestamp()) // WINDOW


def begin_of(window: int) -> datetime.datetime:
    """When this minute begins; the next one's begin is its end."""
    return datetime.datetime.fromtimestamp(window * WINDOW, datetime.UTC)


def code_of(workshop: uuid.UUID, checkpoint: str, window: int) -> str:
    """The six digits of this checkpoint in this minute."""
    said = salted_hmac("workshops.check-in", f"{workshop}/{checkpoint}/{window}", algorithm="sha256").digest()
    return f"{int.from_bytes(said[:8]) % 10**DIGITS:0{DIGITS}}"


def tidy(typed: str) -> str:
    """The digits as they are compared: of any script, without the spaces between; empty if there are not six."""
    signs = [sign for sign in typed if not sign.isspace() and sign not in "-\u00a0\u200e\u200f"]
    if len(signs) != DIGITS or not all(unicodedata.decimal(sign, None) is not None for sign in signs):
        return ""
    return "".join(str(unicodedata.decimal(sign)) for sign in signs)
