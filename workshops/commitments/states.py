"""Where a plan or a follow-up stands on a given day. No database."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ENDORSED_WITHIN = datetime.timedelta(days=30)  # after it was sent
ANSWERED_WITHIN = datetime.timedelta(days=14)  # after it was asked

WORDS = {
    "not_due": pgettext_lazy("follow-up", "not due"),
    "due": pgettext_lazy("follow-up", "to be asked"),
    "asked": pgettext_lazy("follow-up", "asked"),
    "overdue": pgettext_lazy("follow-up", "overdue"),
    "answered": pgettext_lazy("follow-up", "answered"),
    "missed": pgettext_lazy("follow-up", "not answered"),
    "passed": pgettext_lazy("follow-up", "passed over"),
}
TONES = {"answered": "good", "overdue": "bad", "asked": "info", "missed": "warn"}


@dataclass(frozen=True)
class Standing:
    """The state of one follow-up, for code and for readers."""

    code: str

    @property
    def label(self) -> Any:
        return WORDS[self.code]

    @property
    def tone(self) -> str:
        return TONES.get(self.code, "neutral")


def standing(follow_up: Any, siblings: Iterable[Any], now: datetime.datetime) -> Standing:
    """Answered stays answered; one that was never answered is closed when the next one is asked."""
    later_asked = any(other.days > follow_up.days and other.asked_at for other in siblings)
    if follow_up.answered_at:
        return Standing("answered")
    if follow_up.asked_at is None:
        if later_asked:
            return Standing("passed")
        return Standing("due" if follow_up.due_on <= now.date() else "not_due")
    if later_asked:
        return Standing("missed")
    return Standing("overdue" if follow_up.asked_at + ANSWERED_WITHIN < now else "asked")


def late_to_endorse(plan: Any, now: datetime.datetime) -> bool:
    """Whether it waits for longer than an endorsement may take."""
    return plan.state == "sent" and plan.sent_at + ENDORSED_WITHIN < now


def why_closed(follow_up: Any, siblings: Iterable[Any]) -> Any:
    """The sentence that says why nothing can be answered (any more); empty while it can."""
    if follow_up.asked_at is None:
        return _("This question is not asked yet. You will get a mail when it is.")
    if any(other.days > follow_up.days and other.asked_at for other in siblings):
        return _("This question is closed: the next one was asked. Please answer that one.")
    return ""
