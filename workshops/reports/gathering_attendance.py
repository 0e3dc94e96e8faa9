"""Gathers how attendance was taken: by which sources, signed by whom, amended how, what still waits."""

from typing import Any

from django.db.models import Count

from ..checkin.amendments import amendments_of
from ..models import Workshop


def attendance_row(workshop: Workshop) -> dict[str, Any]:
    """Counts of events by source, the signatures under the days, the amendments after them."""
    counted = workshop.events.order_by().values_list("source").annotate(many=Count("pk"))
    closings = workshop.closings.select_related("signed_by")
    return {
        "events": dict(sorted(counted.values_list("source", "many"))),
        "waiting": workshop.events.waiting().count(),
        "closings": [
            {
                "day": one.day.isoformat(),
                "signed_by": one.signed_by.name,
                "signed_at": one.signed_at.isoformat(),
                "note": one.note,
                "figures": one.figures,
            }
            for one in closings
        ],
        "amendments": [
            {
                "number": one.registration.number,
                "checkpoint": one.checkpoint.code,
                "value": one.code,
                "minutes": one.minutes,
                "reason": one.reason,
                "by": one.by,
                "at": one.at.isoformat(),
            }
            for one in amendments_of(workshop)
        ],
        "sheets": [
            {
                "code": sheet.code,
                "day": sheet.day.isoformat(),
                "sha256": sheet.scan_sha256,
                "verified": bool(sheet.verified_at),
            }
            for sheet in workshop.sheets.all()
        ],
    }
