"""Sharing whole minutes out in proportion, with a most for each. No database."""

from collections.abc import Sequence


def share(total: int, weights: Sequence[int], most: Sequence[int]) -> list[int]:
    """Whole shares of `total` in proportion to `weights`, none above its `most`; together `total`, or all of `most`.

    What a full one cannot take the others take, again in proportion; minutes left by rounding go to the greatest
    remainders, of equal ones to the first.
    """
    total = min(total, sum(most))
    shares = [0] * len(weights)
    taking = [place for place, limit in enumerate(most) if limit > 0]
    while taking:
        rest, weight = total - sum(shares), sum(weights[place] for place in taking)
        full = [place for place in taking if rest * weights[place] >= most[place] * weight]
        if not full:
            return _rounded(shares, rest, {place: weights[place] for place in taking})
        for place in full:
            shares[place] = most[place]
        taking = [place for place in taking if place not in full]
    return shares


def _rounded(shares: list[int], rest: int, weights: dict[int, int]) -> list[int]:
    whole = sum(weights.values())
    parts = {place: divmod(rest * weight, whole) for place, weight in weights.items()}
    over = rest - sum(part for part, _remainder in parts.values())
    lucky = sorted(parts, key=lambda place: (-parts[place][1], place))[:over]
    return [share + (parts[place][0] + (place in lucky) if place in parts else 0) for place, share in enumerate(shares)]
