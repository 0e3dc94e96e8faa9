"""Which of several attempts counts: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Counted:
    """The percent that counts, and whose it is: the id of the attempt, None where it is the mean of all."""

    percent: Decimal
    attempt: int | None

    def may_be(self, attempt: int) -> bool:
        """Whether this attempt is the one that counts, or one of those that do."""
        return self.attempt in (None, attempt)


def what_counts(rule: str, attempts: Sequence[tuple[int, Decimal]]) -> Counted:
    """What counts of these marked attempts, the earliest first, each as its id and its percent.

    Of equal best ones the earlier counts; the mean is rounded half up to two decimals. Raises IndexError without any.
    """
    if rule == "average":
        mean = sum((percent for _pk, percent in attempts), Decimal()) / len(attempts)
        return Counted(mean.quantize(Decimal("0.01"), ROUND_HALF_UP), None)
    pk, percent = {
        "first": lambda: attempts[0],
        "last": lambda: attempts[-1],
        "best": lambda: max(attempts, key=lambda attempt: attempt[1]),
    }[rule]()
    return Counted(percent, pk)


def is_passed(rule: str, attempts: Sequence[tuple[int, Decimal]], pass_mark: Decimal) -> bool:
    """Whether these marked attempts together pass the quiz; none pass nothing."""
    return bool(attempts) and what_counts(rule, attempts).percent >= pass_mark
