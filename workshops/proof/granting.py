"""Which certificate somebody gets, by what she reached and what she holds. No database."""

import math
from collections.abc import Container
from decimal import ROUND_HALF_UP, Decimal

from ..attendance.rule import NO_TEST, Outcome

COMPLETION, PARTICIPATION = "completion", "participation"


def earned(outcome: Outcome, post_test: str) -> str:
    """The one kind that she reached; empty for none.

    A completion needs an objective assessment: a workshop without a post-test certifies participation alone.
    """
    if outcome.completion and post_test != NO_TEST:
        return COMPLETION
    return PARTICIPATION if outcome.participation else ""


def new_kind(kind: str, held: Container[str]) -> str:
    """What is to be issued to somebody who reached `kind` and holds these; empty for nothing.

    One certificate each: beside a completion that stands there is no participation, even where only that is reached
    now; the completion has to be taken back first, by a human.
    """
    return "" if kind in held or COMPLETION in held else kind


def no_longer_earned(kind: str, held: Container[str]) -> list[str]:
    """Those that she holds without having reached them. Whoever reached completion has reached participation too."""
    reached = {COMPLETION: (COMPLETION, PARTICIPATION), PARTICIPATION: (PARTICIPATION,)}.get(kind, ())
    return [each for each in (COMPLETION, PARTICIPATION) if each in held and each not in reached]


def assessment_of(kind: str, post_test: str) -> str:
    """What the certificate says of the post-test: what the workshop asks, "taken" where it need only be taken.

    So "taken" on one certificate and "passed" on another of the same workshop never seem to compare two people.
    """
    return post_test if kind == COMPLETION else ""


def hours_of(outcome: Outcome) -> Decimal:
    """The hours of learning that the certificate shows: her own credited minutes, and not those of the agenda.

    Who was there for 17 of 18 hours learned for 17; one decimal is six minutes, finer than attendance is taken.
    """
    return (Decimal(outcome.credited) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)


def percent_shown(outcome: Outcome) -> Decimal | None:
    """With one decimal, cut and not rounded: 79.96 is not 80."""
    percent = outcome.percent
    return None if percent is None else Decimal(math.floor(percent * 10)).scaleb(-1)
