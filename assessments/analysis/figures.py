"""The statistics of an analysis: pure, and the same in whatever order the numbers come."""

from collections.abc import Sequence
from math import fsum, sqrt

# Sums of shares that differ by less are the same: a third is no exact number.
_NOTHING = 1e-9
Numbers = Sequence[float]


def mean(numbers: Numbers) -> float:
    """The mean; fsum rounds once, so that no order of the numbers changes it."""
    return fsum(numbers) / len(numbers)


def variance(numbers: Numbers) -> float | None:
    """The variance of a sample (divided by n - 1); None of a single number."""
    if len(numbers) < 2:
        return None
    if max(numbers) - min(numbers) < _NOTHING:
        return 0.0
    middle = mean(numbers)
    return fsum((each - middle) ** 2 for each in numbers) / (len(numbers) - 1)


def deviation(numbers: Numbers) -> float | None:
    """The standard deviation of a sample."""
    found = variance(numbers)
    return None if found is None else sqrt(found)


def correlation(some: Numbers, others: Numbers) -> float | None:
    """Pearson's r; None where one of the two never varies."""
    if len(some) < 2 or any(max(each) - min(each) < _NOTHING for each in (some, others)):
        return None
    x, y = mean(some), mean(others)
    together = fsum((a - x) * (b - y) for a, b in zip(some, others, strict=True))
    apart = sqrt(fsum((a - x) ** 2 for a in some) * fsum((b - y) ** 2 for b in others))
    return min(max(together / apart, -1.0), 1.0)


def alpha(columns: Sequence[Numbers]) -> float | None:
    """Cronbach's alpha of questions, each given as what the same people earned; None where it is not defined."""
    if len(columns) < 2 or len(columns[0]) < 2:
        return None
    totals = [fsum(row) for row in zip(*columns, strict=True)]
    whole = variance(totals)
    if not whole:
        return None
    parts = fsum(variance(column) or 0.0 for column in columns)
    return len(columns) / (len(columns) - 1) * (1 - parts / whole)


def error_of_measurement(spread: float, reliability: float) -> float:
    """How far a score may lie from what the person really knows; a negative alpha is none."""
    return spread * sqrt(1 - max(reliability, 0.0))
