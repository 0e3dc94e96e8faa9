"""What changes from one version of the agenda to another, for one reader."""

from collections.abc import Callable, Mapping
from typing import Any

from ..agenda.difference import Change, Standing, difference
from ..assembling import standings_of
from ..models import AgendaVersion

Meant = Callable[[Mapping[str, Any]], bool]
Side = list[tuple[Standing, Mapping[str, Any]]]


def everything(frozen: Mapping[str, Any]) -> bool:
    """For whoever may see all items; nothing is frozen of a draft yet."""
    return True


def side_of(version: AgendaVersion | None) -> Side:
    """The items of a version, each with what was frozen of it; in three queries."""
    if version is None:
        return []
    frozen = {str(uuid): said for uuid, said in version.placements.values_list("item__uuid", "frozen")}
    return [(standing, frozen[standing.uuid]) for standing in standings_of(version)]


def changes_for(before: Side, after: Side, meant: Meant) -> list[Change]:
    """What changes for one reader: what is not meant for her is as if it were not there, on either side."""
    return difference(*([standing for standing, frozen in side if meant(frozen)] for side in (before, after)))


def earlier(version: AgendaVersion) -> AgendaVersion | None:
    """The version that was published before this one."""
    published = version.workshop.versions.exclude(state=AgendaVersion.State.DRAFT)
    return published.filter(number__lt=version.number).order_by("-number").first()
