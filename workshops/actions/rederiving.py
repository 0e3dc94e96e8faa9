"""The instants of agendas derived anew from their wall times, when the world's time zone data change."""

import importlib.metadata
import logging
import zoneinfo
from pathlib import Path

from django.db import transaction

from elearning.journal.actions import beat, log
from elearning.journal.models import Heartbeat

from ..agenda import NoSuchTime, utc_instants
from ..models import AgendaVersion, Placement, Workshop

logger = logging.getLogger(__name__)
MARK = "tzdata "  # a sign of life with this name and a release says that all was derived from that release


def tz_version() -> str:
    """The release of the time zone data that this server reads, like "2026a"."""
    for folder in zoneinfo.TZPATH:
        listed = Path(folder) / "tzdata.zi"
        if listed.exists():
            with listed.open() as lines:
                return lines.readline().split()[-1]
    return importlib.metadata.version("tzdata")


@transaction.atomic
def rederive(workshop: Workshop) -> list[Placement]:
    """Give every placement of this workshop, published or not, the instants of its wall time; those that differed.

    Wall time is the truth. A local time that does not exist any more is left as it was: the checks of the draft name
    it. What was repaired is written into the journal, with the version of each item.
    """
    Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
    rows = Placement.objects.filter(version__workshop=workshop).select_related("version", "item")
    changed = [row for row in rows.order_by("version__number", "starts_at", "id") if _derived_anew(row)]
    Placement.objects.bulk_update(changed, ["starts_at", "ends_at"])
    if changed:
        items = [f"v{row.version.number} {row.item.code}" for row in changed]
        log(None, "workshop.rederive_instants", workshop, tzdata=tz_version(), items=items)
    return changed


def _derived_anew(row: Placement) -> bool:
    """Set the instants of its wall time; whether they were others."""
    try:
        instants = utc_instants(row.day, row.start, row.minutes, row.version.tz, second=row.second)
    except NoSuchTime as missing:
        logger.warning("%s has no such time any more: %s", row, missing)
        return False
    if instants == (row.starts_at, row.ends_at):
        return False
    row.starts_at, row.ends_at = instants
    return True


def rederive_if_new() -> int:
    """Where the time zone data are another release than at the last time, derive all anew; how many. A tick's duty."""
    last = Heartbeat.objects.filter(name__startswith=MARK).order_by("-seen_at").first()
    if last and last.name == MARK + tz_version():
        return 0
    return len(rederive_all())


def rederive_all() -> list[Placement]:
    """All workshops, each in a transaction of its own; the placements that were repaired."""
    workshops = Workshop.objects.filter(pk__in=AgendaVersion.objects.values("workshop")).order_by("pk")
    repaired = [row for workshop in workshops for row in rederive(workshop)]
    beat(MARK + tz_version())
    return repaired
