"""Which of two writings of one note stands, so that neither is lost: pure."""

import datetime
from dataclasses import dataclass

LONGEST = 10_000


@dataclass(frozen=True)
class Writing:
    """What was written, and when."""

    text: str
    at: datetime.datetime


def settle(kept: Writing, new: Writing, before: str | None = None) -> Writing:
    """The later writing stands. What the other says besides is put below it, under its moment.

    `before` is what the device showed as kept when the new one was begun; None where that is no question (one line,
    one page). A later writing overrides what its writer has seen, and nothing else.
    """
    if new.at < kept.at:
        return Writing(_below(kept.text, new), kept.at)
    if before is None or plain_lines(before) == plain_lines(kept.text):
        return new
    return Writing(_below(new.text, kept), new.at)


def plain_lines(text: str) -> str:
    """A form ends its lines in two signs, a script in one: the same text for both."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _below(text: str, other: Writing) -> str:
    if not other.text or plain_lines(other.text) in plain_lines(text):
        return text
    return f"{text}\n\n[{other.at:%Y-%m-%d %H:%M} UTC]\n{other.text}" if text else other.text
