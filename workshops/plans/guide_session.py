"""One item of the agenda in the facilitator's guide: where and for whom it is, and its plan with running times."""

import datetime
import zoneinfo
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from elearning.fields import localized

from ..models import SPOKEN_LANGUAGES, Placement, SessionPlan
from .paper import Drawn, drawn, paragraphs, table
from .reading import plan_of
from .timing import beyond, running

Steps = list[tuple[Any, int, datetime.time | None]]


def session(placement: Placement, zone: zoneinfo.ZoneInfo, modules: dict[str, Any]) -> dict[str, Any]:
    """One item as it was published, or of a draft as it is now, with its plan."""
    item, frozen, plan = placement.item, placement.frozen, plan_of(placement.item)
    clock = f"{placement.starts_at.astimezone(zone):%H:%M}–{placement.ends_at.astimezone(zone):%H:%M}"
    title = localized(frozen.get("titles") or item.titles)
    room = frozen.get("room", "") if frozen else (placement.room.name if placement.room else "")
    steps = list(running(plan.steps.all(), placement.starts_at, zone)) if plan else []
    minutes = sum(step.minutes for step, _gone, _at in steps)
    return {
        "row": [clock, item.code, title, room, placement.minutes, minutes or "–"],
        "when": drawn(f"{clock} · {item.code}"),
        "title": drawn(title),
        "facts": drawn(" · ".join(filter(None, _facts(placement, room, modules)))),
        "apart": _apart(beyond(minutes, placement.minutes)),
        "plan": _plan(plan, steps) if plan else None,
    }


def _facts(placement: Placement, room: str, modules: dict[str, Any]) -> list[str]:
    """How long, where, for whom, by whom, in which languages, on which module: each in words."""
    item, frozen = placement.item, placement.frozen
    group = frozen.get("group", "") if frozen else (item.group.code if item.group else "")
    module = modules.get(item.module_code)
    lead = frozen.get("lead", item.lead)
    floor = frozen.get("floor", item.floor_languages)
    into = frozen.get("interpreted", item.interpreted_languages)
    return [
        ngettext("%(n)s minute", "%(n)s minutes", placement.minutes) % {"n": placement.minutes},
        room,
        _("Group %(code)s") % {"code": group} if group else "",
        _("led by %(name)s") % {"name": lead} if lead else "",
        f"{_('Spoken:')} {_names(floor)}" if floor else "",
        f"{_('Interpreted:')} {_names(into)}" if into else "",
        module["title"] if module else "",
    ]


def _names(languages: Iterable[str]) -> str:
    names = dict(SPOKEN_LANGUAGES)
    return ", ".join(str(names.get(code, code)) for code in languages)


def _apart(minutes: int) -> Drawn | None:
    if minutes > 0:
        text = ngettext(
            "The plan is %(n)s minute longer than the slot.", "The plan is %(n)s minutes longer than the slot.", minutes
        )
    elif minutes < 0:
        text = ngettext(
            "The plan leaves %(n)s minute of the slot free.",
            "The plan leaves %(n)s minutes of the slot free.",
            -minutes,
        )
    else:
        return None
    return drawn(text % {"n": abs(minutes)})


def _plan(plan: SessionPlan, steps: Steps) -> dict[str, Any]:
    before = [(_("Objectives"), plan.objectives), (_("Key messages"), plan.key_messages), (_("Method"), plan.method)]
    after = [(_("Preparation"), plan.preparation), (_("Risks, and what helps"), plan.risks)]
    after.append((pgettext("of a session for everybody", "Access"), plan.access))
    rows = [[f"{at:%H:%M}", step.minutes, paragraphs(step.text), step.leader] for step, _gone, at in steps]
    counted = [[each.name, each.quantity, each.get_per_display()] for each in plan.materials.all()]
    heads = [_("Time"), _("Minutes"), _("What happens"), _("Led by")]
    return {
        "before": _parts(before),
        "steps": table(heads, rows, [12, 12, 54, 22]) if rows else None,
        "materials": table([_("Material"), _("How many"), _("Counted")], counted, [60, 15, 25]) if counted else None,
        "after": _parts(after),
    }


def _parts(parts: list[tuple[str, str]]) -> list[tuple[Drawn, list[Drawn]]]:
    return [(drawn(label), paragraphs(text)) for label, text in parts if text]
