"""Draws the questions of a paper: pure, given its source of chance."""

import random
from collections.abc import Collection, Sequence


def draw(
    pool: Sequence[int],
    number: int | None,
    had: Collection[int],
    chance: random.Random,
    ready: Collection[int] | None = None,
) -> list[int]:
    """`number` of the pool (all if None), in its order. Two wishes, and the first is the stronger.

    What the person had comes only when no others remain; of those and of these, what is `ready` in her language comes
    first (None: all is). In the language that it was written in, a question is still the same question; one that she
    knows already asks for her memory.
    """
    if number is None or number >= len(pool):
        return list(pool)
    chosen: list[int] = []
    for known, waits in ((False, False), (False, True), (True, False), (True, True)):
        like = [e for e in pool if (e in had) == known and (ready is not None and e not in ready) == waits]
        chosen += chance.sample(like, min(number - len(chosen), len(like)))
    return sorted(chosen, key=pool.index)


def shuffled(things: Sequence, chance: random.Random) -> list:
    """The same things in an order of chance."""
    return chance.sample(list(things), len(things))
