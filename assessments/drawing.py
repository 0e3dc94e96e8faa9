"""Draws the questions of a paper: pure, given its source of chance."""

import random
from collections.abc import Collection, Sequence


def draw(pool: Sequence[int], number: int | None, had: Collection[int], chance: random.Random) -> list[int]:
    """`number` of the pool (all if None), in its order; what the person had comes only when no others remain."""
    if number is None or number >= len(pool):
        return list(pool)
    fresh = [each for each in pool if each not in had]
    chosen = chance.sample(fresh, min(number, len(fresh)))
    if len(chosen) < number:
        old = [each for each in pool if each in had]
        chosen += chance.sample(old, number - len(chosen))
    return sorted(chosen, key=pool.index)


def shuffled(things: Sequence, chance: random.Random) -> list:
    """The same things in an order of chance."""
    return chance.sample(list(things), len(things))
