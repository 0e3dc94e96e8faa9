"""The shopping list of one workshop: read from its plans and its people, and as tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _

from elearning.spreadsheets import as_workbook

from ..models import SPOKEN_LANGUAGES, AgendaVersion, Placement, PlanMaterial, Workshop
from . import reading
from .shopping import Line, Total, by_group, shopping, totals


@dataclass(frozen=True)
class ShoppingList:
    """The lines with what they were counted from; `version` is None where there is no agenda yet."""

    version: AgendaVersion | None
    people: int
    lines: list[Line]

    @property
    def totals(self) -> list[Total]:
        return totals(self.lines)

    @property
    def by_group(self) -> list[tuple[str, list[tuple[Line, str, str]]]]:
        """The lines of each group with their language and way of counting in words."""
        return [(group, [(line, *_words(line)) for line in rows]) for group, rows in by_group(self.lines)]


def shopping_of(workshop: Workshop, asked: str = "", placements: list[Placement] | None = None) -> ShoppingList:
    """What the items of the agenda shown need; `placements` if they were read already, with plans and materials."""
    version = reading.version_shown(workshop, asked)
    if placements is None:
        placements = reading.placements_with_plans(version, reading.plans_with_rows())
    crowd = reading.crowd_of(workshop)
    groups = workshop.groups.values_list("code", flat=True)
    return ShoppingList(version, crowd.total(), shopping(reading.wanted_of(placements), crowd, groups))


def table_of(found: ShoppingList) -> Iterator[list[Any]]:
    """A heading, then a line for each material, group and language, in the reader's words."""
    yield [_("Material"), _("Counted"), _("Group"), _("Language"), _("How many"), _("For the items")]
    for line in found.lines:
        language, counted = _words(line)
        yield [line.name, counted, line.group, language, line.quantity, " ".join(line.items)]


def shopping_workbook(found: ShoppingList) -> IO[bytes]:
    """The table as a workbook, with a second sheet of totals."""
    return as_workbook((_("By group and language"), table_of(found)), (_("In all"), _totals_of(found)))


def _totals_of(found: ShoppingList) -> Iterator[list[Any]]:
    yield [_("Material"), _("How many"), _("For the items")]
    for total in found.totals:
        yield [total.name, total.quantity, " ".join(total.items)]


def _words(line: Line) -> tuple[str, str]:
    return str(dict(SPOKEN_LANGUAGES).get(line.language, line.language)), str(PlanMaterial.Per(line.per).label)
