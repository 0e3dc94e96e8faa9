"""How answers are marked: pure, so that marking twice gives the same."""

from collections.abc import Callable, Collection
from decimal import ROUND_HALF_UP, Decimal

SINGLE, MULTIPLE, TRUE_FALSE = "single", "multiple", "true_false"
_HUNDREDTH = Decimal("0.01")


def all_or_nothing(correct: Collection[str], answer: Collection[str]) -> Decimal:
    """1 where exactly the correct choices were made, else 0; no answer earns nothing."""
    return Decimal(bool(answer) and set(answer) == set(correct))


# The share of a question's points that an answer earns, by the type of the question.
SHARES: dict[str, Callable[[Collection[str], Collection[str]], Decimal]] = {
    SINGLE: all_or_nothing,
    MULTIPLE: all_or_nothing,
    TRUE_FALSE: all_or_nothing,
}


def mark(kind: str, correct: Collection[str], answer: Collection[str], points: Decimal) -> Decimal:
    """The points that an answer earns: between 0 and `points`."""
    return SHARES[kind](correct, answer) * points


def percent(score: Decimal, most: Decimal) -> Decimal:
    """The score in percent with two decimals, half up; 0 where nothing could be earned."""
    return (score / most * 100).quantize(_HUNDREDTH, ROUND_HALF_UP) if most else Decimal("0.00")
