"""How the offices of a workshop rate themselves before it and 180 days after: read, and compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from elearning.fields import localized
from elearning.people.models import Office

from ..models import FrameworkStatement, Rating, Workshop

FEWEST = 5  # offices: fewer could be recognised, so their figures stay at headquarters


@dataclass(frozen=True)
class Compared:
    """One statement: the mean of the offices that rated it at both moments."""

    code: str
    texts: Mapping[str, str]
    offices: int
    before: float
    after: float

    @property
    def text(self) -> str:
        return localized(self.texts)

    @property
    def change(self) -> float:
        return round(self.after - self.before, 2)

    @property
    def few(self) -> bool:
        """Whether so few rated this statement at both moments that its figures are for headquarters alone."""
        return self.offices < FEWEST


@dataclass(frozen=True)
class OfficeRated:
    """One office: its mean over the statements that it rated at both moments; nothing where there is none."""

    office: Office
    before: Rating | None
    after: Rating | None
    change: float | None


@dataclass(frozen=True)
class Ratings:
    """The result of a workshop by the framework."""

    statements: list[Compared]
    offices: list[OfficeRated]

    @property
    def both(self) -> int:
        """How many offices can be compared."""
        return sum(each.change is not None for each in self.offices)

    @property
    def change(self) -> float | None:
        """The mean change of an office."""
        changes = [each.change for each in self.offices if each.change is not None]
        return round(sum(changes) / len(changes), 2) if changes else None

    @property
    def few(self) -> bool:
        """Whether so few can be compared that the figures are for headquarters alone."""
        return self.both < FEWEST


def ratings_of(workshop: Workshop) -> Ratings:
    """Before and after for each statement, in the words that it was rated by, and for each office. Two queries."""
    found: dict[Office, dict[str, Rating]] = {}
    for row in workshop.ratings.select_related("office").order_by("office__path"):
        found.setdefault(row.office, {})[row.moment] = row
    offices = [_office(office, both.get("before"), both.get("after")) for office, both in found.items()]
    pairs = [(each.before, each.after) for each in offices if each.change is not None]
    order = {code: place for place, code in enumerate(FrameworkStatement.objects.values_list("code", flat=True))}
    codes = {code for before, after in pairs for code in _common(before, after)}
    ranked = sorted(codes, key=lambda code: (order.get(code, len(order)), code))
    return Ratings([_compared(code, pairs) for code in ranked], offices)


def _common(before: Rating, after: Rating) -> set[str]:
    return set(before.scores) & set(after.scores)


def _office(office: Office, before: Rating | None, after: Rating | None) -> OfficeRated:
    codes = _common(before, after) if before and after else set()
    changes = [after.scores[code] - before.scores[code] for code in codes]
    return OfficeRated(office, before, after, round(sum(changes) / len(changes), 2) if changes else None)


def _compared(code: str, pairs: list[tuple[Rating, Rating]]) -> Compared:
    both = [(before, after) for before, after in pairs if code in _common(before, after)]
    many = len(both)
    before = round(sum(row.scores[code] for row, _after in both) / many, 2)
    after = round(sum(row.scores[code] for _before, row in both) / many, 2)
    return Compared(code, both[-1][1].statements[code], many, before, after)
