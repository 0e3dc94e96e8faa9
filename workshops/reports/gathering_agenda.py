"""Gathers the frame of a workshop and its agenda as it was delivered."""

from collections.abc import Mapping
from typing import Any

from ..attendance.checkpoints import Meant
from ..attending import checkpoints_of
from ..devices.languages import languages_delivered
from ..models import AgendaVersion, ItemRun, Placement, Workshop

Row = dict[str, Any]


def frame_row(workshop: Workshop) -> Row:
    """The workshop itself: who held it, where, who paid, what a certificate asked."""
    texts = workshop.texts.exclude(status="draft").order_by("language")
    return {
        "code": workshop.code,
        "uuid": str(workshop.uuid),
        "titles": {text.language: text.title for text in texts},
        "aims": {text.language: text.aim for text in texts if text.aim},
        "kind": workshop.kind,
        "delivery": workshop.delivery,
        "zone": workshop.zone,
        "starts_on": workshop.starts_on.isoformat(),
        "ends_on": workshop.ends_on.isoformat(),
        "venue": workshop.venue,
        "capacity": workshop.capacity,
        "languages": workshop.languages,
        "host": {"code": workshop.host_office.code, "name": workshop.host_office.name},
        "due_diligence": workshop.due_diligence,
        "demonstration": workshop.demonstration,
        "supporters": [{"name": str(one), "role": one.role} for one in workshop.supporters.select_related("office")],
        "funding": [
            {"donor": line.donor, "project_code": line.project_code, "share": str(line.share)}
            for line in workshop.funding.all()
        ],
        "policy": {
            "checkpoint": workshop.checkpoint,
            "participation_percent": workshop.participation_percent,
            "required_percent": workshop.required_percent,
            "late_after": workshop.late_after,
            "excused": workshop.excused,
            "post_test": workshop.post_test,
        },
    }


def agenda_rows(workshop: Workshop) -> Row:
    """The agenda in force and what is known of how it really went; `items` is empty if none was published."""
    version = workshop.versions.filter(state=AgendaVersion.State.CURRENT).first()
    if version is None:
        return {"version": None, "published_at": None, "items": []}
    worth = {item.key: item for checkpoint in checkpoints_of(workshop) for item in checkpoint.items}
    delivered = languages_delivered(workshop)
    runs = _runs(workshop)
    rows = version.placements.select_related("item").order_by("day", "starts_at", "lane", "item__code")
    return {
        "version": version.number,
        "published_at": version.published_at.isoformat() if version.published_at else None,
        "live": version.live,
        "items": [_item(row, worth, delivered.get(row.item.code), runs.get(row.item_id)) for row in rows],
    }


def _item(row: Placement, worth: Mapping[str, Meant], languages: Any, run: Row | None) -> Row:
    said, meant = row.frozen, worth.get(str(row.item.uuid))
    return {
        "code": row.item.code,
        "titles": said["titles"],
        "kind": said["kind"],
        "day": row.day.isoformat(),
        "start": row.start.strftime("%H:%M"),
        "minutes": row.minutes,
        "worth": meant.worth if meant else 0,
        "counts": meant is not None,
        "required": said["required"],
        "human_rights": row.item.human_rights,
        "module": said["module"],
        "group": said["group"],
        "room": said["room"],
        "lead": said["lead"],
        "people": said["people"],
        "visibility": said["visibility"],
        "floor": said["floor"],
        "interpreted": said["interpreted"],
        "delivered_languages": sorted(languages)
        if languages is not None
        else sorted({*said["floor"], *said["interpreted"]}),
        "run": run,
    }


def _runs(workshop: Workshop) -> dict[int, Row]:
    """How each item really ran by the facilitator's timer: from its first beginning to its last end."""
    found: dict[int, Row] = {}
    for run in ItemRun.objects.filter(item__workshop=workshop).order_by("started_at"):
        row = found.setdefault(run.item_id, {"started_at": run.started_at.isoformat(), "ended_at": None})
        if run.ended_at:
            row["ended_at"] = run.ended_at.isoformat()
    return found
