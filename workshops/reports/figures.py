"""The figures of a report, computed from its data set alone: the same data set, the same figures. Pure."""

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import fsum
from typing import Any

from assessments.gain import gain_of_one

Row = Mapping[str, Any]
COUNTS = ("registered", "attended", "participation", "completion", "passed")
ONE_WAY = ("sex", "country", "category", "language", "office", "group")
CROSSED = ("sex", "office", "category", "language")


def figures_of(dataset: Row) -> dict[str, Any]:
    """All figures, as plain JSON: counts of people, minutes, shares between 0 and 1 rounded to four places."""
    people = dataset["people"]
    return {
        "people": counts(people) | {"walk_ins": sum(one["walk_in"] for one in people), "remote": _remote(people)},
        "totals": {name: totals(people, name) for name in ONE_WAY},
        "crossed": crossed(people),
        "attendance": [_attendance_of(item, people) for item in dataset["agenda"]["items"] if item["counts"]],
        "hours": hours(dataset),
        "tests": gain(people),
        "missing": _missing(people),
    }


def counts(people: Iterable[Row]) -> dict[str, int]:
    """How many were registered, were seen at all, and reached what.

    `completion` is among `participation`; `passed` are those of completion who passed the post-test, the others of
    them took it.
    """
    people = list(people)
    return {
        "registered": len(people),
        "attended": sum(came(one) for one in people),
        "participation": sum(one["participation"] for one in people),
        "completion": sum(one["completion"] for one in people),
        "passed": sum(one["completion"] and one["test"] == "passed" for one in people),
    }


def came(one: Row) -> bool:
    """Whether somebody was there for some minutes; an excused absence that counts as present is none."""
    return one["present"] > 0


def totals(people: Iterable[Row], name: str) -> list[dict[str, Any]]:
    """The counts for each value of one attribute; their sum is the whole."""
    return [{name: value, **counts(own)} for value, own in _by(people, lambda one: one[name])]


def crossed(people: Iterable[Row]) -> list[dict[str, Any]]:
    """The counts for each combination of sex, office, category and language that there is."""
    found = _by(people, lambda one: tuple(one[name] for name in CROSSED))
    return [dict(zip(CROSSED, values, strict=True)) | counts(own) for values, own in found]


def hours(dataset: Row) -> dict[str, Any]:
    """Minutes planned (what the items are worth) and delivered, by group; credited to people; human rights apart."""
    items = [item for item in dataset["agenda"]["items"] if item["counts"]]
    rights = {item["code"] for item in items if item["human_rights"]}
    people = dataset["people"]
    return {
        "planned": _length(items, "worth"),
        "delivered": _length(items, "minutes"),
        "credited": sum(one["present"] for one in people),
        "human_rights": {
            "codes": sorted(rights),
            "planned": _length([item for item in items if item["code"] in rights], "worth"),
            "delivered": _length([item for item in items if item["code"] in rights], "minutes"),
            "credited": sum(line[2] for one in people for line in one["lines"] if line[0] in rights),
        },
    }


def gain(people: Iterable[Row]) -> dict[str, Any] | None:
    """Of those who took both tests: means before and after, and of what could be gained the share that was.

    Those at the maximum before could gain nothing: they are counted and left out of the mean gain. None if nobody
    took a test.
    """
    people = list(people)
    before, after = (
        {one["number"]: float(one[side]["share"]) for one in people if one[side]} for side in ("before", "after")
    )
    if not before and not after:
        return None
    both = [(before[number], after[number]) for number in sorted(before.keys() & after.keys())]
    gains = [found for pair in both if (found := gain_of_one(*pair)) is not None]
    return {
        "before": len(before),
        "after": len(after),
        "pairs": len(both),
        "mean_before": mean([pair[0] for pair in both]),
        "mean_after": mean([pair[1] for pair in both]),
        "mean_gain": mean(gains),
        "at_maximum": len(both) - len(gains),
        "better": sum(pair[1] > pair[0] for pair in both),
        "same": sum(pair[1] == pair[0] for pair in both),
        "worse": sum(pair[1] < pair[0] for pair in both),
        "on_paper": sum(bool(one[side] and one[side]["on_paper"]) for one in people for side in ("before", "after")),
    }


def mean(values: list[float]) -> float | None:
    """The mean, rounded half up to four places; None of nothing."""
    return rounded(fsum(values) / len(values), 4) if values else None


def rounded(value: float | Fraction, places: int) -> float:
    """Rounded half up, as people do it."""
    exact = (
        Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(repr(value))
    )
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def hours_received(minutes: int) -> float:
    """Minutes as hours, to one place."""
    return rounded(Fraction(minutes, 60), 1)


def percent(one: Row) -> float | None:
    """Credited of counted minutes in percent, to one place; None where nothing was counted."""
    return rounded(Fraction(one["credited"] * 100, one["counted"]), 1) if one["counted"] else None


def _by(people: Iterable[Row], key: Callable[[Row], Any]) -> list[tuple[Any, list[Row]]]:
    found: dict[Any, list[Row]] = {}
    for one in people:
        found.setdefault(key(one), []).append(one)
    return sorted(found.items())


def _length(items: list[Row], name: str) -> dict[str, int]:
    """Minutes by group; `""` is what somebody without a group has."""
    groups = sorted({item["group"] for item in items})
    whole = sum(item[name] for item in items if not item["group"])
    return {
        group: whole + sum(item[name] for item in items if group and item["group"] == group)
        for group in sorted({"", *groups})
    }


def _attendance_of(item: Row, people: Iterable[Row]) -> dict[str, Any]:
    """Who was in one item: those for whom it is meant, by what their record says."""
    statuses: dict[str, int] = {}
    minutes = 0
    for one in people:
        for code, _worth, credited, status in one["lines"]:
            if code == item["code"]:
                statuses[status] = statuses.get(status, 0) + 1
                minutes += credited
    return {
        "code": item["code"],
        "meant": sum(statuses.values()),
        "credited": minutes,
        "by_status": dict(sorted(statuses.items())),
    }


def _remote(people: Iterable[Row]) -> int:
    return sum(bool(one["remote_days"]) for one in people)


def _missing(people: Iterable[Row]) -> dict[str, int]:
    """How often each condition of completion was missing; one person may miss several."""
    found: dict[str, int] = {}
    for one in people:
        for kind, _codes in one["missing"]:
            found[kind] = found.get(kind, 0) + 1
    return dict(sorted(found.items()))
