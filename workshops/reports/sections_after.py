"""The sections about what follows: commitments, the parking lot, good practices, how offices rate themselves."""

from django.utils.translation import gettext as _

from elearning.fields import localized

from ..commitments.levels import HIGHEST
from ..models import ActionPlan, ParkedPoint, Progress
from .document import Copy, Grid, Hidden, Section, Share, Value
from .hiding import FEWEST

PLAN_STATES = dict(ActionPlan.State.choices)
PARKED_STATES = dict(ParkedPoint.State.choices)


def commitments(copy: Copy) -> Section | None:
    """Plans by state, what was applied after 30, 90 and 180 days, what hindered."""
    found = copy.dataset["commitments"]
    if not found["states"]:
        return None
    states: list[list[Value]] = [
        [str(PLAN_STATES.get(state, _("no plan yet"))), many] for state, many in found["states"].items()
    ]
    grids = [Grid(_("Action plans"), [_("State"), _("Plans")], states, [70, 30], bar=1)]
    moments: list[list[Value]] = [
        [
            _("%(days)s days after") % {"days": moment["days"]},
            moment["asked"],
            moment["answered"],
            _applied(moment, copy),
        ]
        for moment in found["moments"]
        if moment["asked"]
    ]
    if moments:
        heads = [_("Follow-up"), _("Asked"), _("Answered"), _("Applied, of the commitments of those who answered")]
        grids.append(Grid(_("What was applied"), heads, moments, [30, 15, 15, 40], bar=3))
    words = dict(Progress.Hindrance.choices)
    hindered = [[str(words[kind]), many] for kind, many in found["hindrances"].items()]
    enough = not copy.outside or max(moment["answered"] for moment in found["moments"]) >= FEWEST
    if hindered and enough:
        grids.append(Grid(_("What hindered"), [_("Reason"), _("Commitments")], hindered, [70, 30], bar=1))
    if not copy.outside and found["list"]:
        rows: list[list[Value]] = [
            [one["of"], one["what"], one["indicator"], one["due_on"], one["support"]] for one in found["list"]
        ]
        heads = [_("Office"), _("What"), _("How it will be seen"), _("Due"), _("Support needed")]
        grids.append(Grid(_("Commitments"), heads, rows, [18, 32, 22, 11, 17]))
    text = _(
        "Plans of action by office. Applied: said to be applied at the follow-up, of all commitments in the plans that "
        "answered. What hindered is counted once for each commitment, by the last answer."
    )
    return Section(
        "commitments", _("Commitments"), texts=[text], tiles=[(_("Commitments made"), found["number"])], grids=grids
    )


def _applied(moment: dict, copy: Copy) -> Value:
    """The share that was applied; outside none of fewer than five plans."""
    if not moment["answered"] or not moment["commitments"]:
        return None
    if copy.outside and moment["answered"] < FEWEST:
        return Hidden()
    return Share(moment["applied"].get("yes", 0) / moment["commitments"])


def parked(copy: Copy) -> Section | None:
    """What was put aside: outside the numbers, inside each point."""
    points = copy.dataset["parked"]
    if not points:
        return None
    tiles: list[tuple[str, Value]] = [
        (_("Parked points"), len(points)),
        (_("Still open"), sum(one["open"] for one in points)),
    ]
    rows: list[list[Value]] = [
        [one["text"], one["owner"], one["due_on"], str(PARKED_STATES[one["state"]]), one["outcome"]] for one in points
    ]
    heads = [_("Point"), _("Owner"), _("Due"), _("State"), _("What became of it")]
    grids = [] if copy.outside else [Grid(_("Parking lot"), heads, rows, [34, 16, 12, 10, 28])]
    text = _("Points that were put aside in the room, each with who sees to it and until when.")
    return Section("parked", _("Parking lot"), texts=[text], tiles=tiles, grids=grids)


def practices(copy: Copy) -> Section | None:
    """Good practices; outside those that are published."""
    found = [one for one in copy.dataset["practices"] if one["state"] == "published" or not copy.outside]
    if not found:
        return None
    rows: list[list[Value]] = [
        [
            one["title"],
            one["office"],
            one["module"].upper(),
            _("published") if one["state"] == "published" else _("in review"),
        ]
        for one in found
    ]
    heads = [_("Title"), _("Office"), _("Module"), _("State")]
    text = _("What offices shared and agreed to publish; the published ones stand under their modules.")
    return Section(
        "practices", _("Good practices"), texts=[text], grids=[Grid(_("Good practices"), heads, rows, [46, 24, 12, 18])]
    )


def ratings(copy: Copy) -> Section | None:
    """The result that the workshop is for: before and 180 days after, by the framework."""
    found = copy.dataset["ratings"]
    if not found["statements"]:
        return None
    rows: list[list[Value]] = [
        [localized(one["texts"], copy.language), one["offices"], one["before"], one["after"]]
        for one in found["statements"]
    ]
    heads = [_("Statement"), _("Offices"), _("Before (0 to 4)"), _("After (0 to 4)")]
    tiles: list[tuple[str, Value]] = [(_("Offices compared"), found["offices"]), (_("Mean change"), found["change"])]
    grids = [Grid(_("By statement"), heads, rows, [55, 11, 17, 17], bar=3, most=HIGHEST)]
    text = _(
        "Each office rates itself from 0 to 4, before the workshop and 180 days after. Only those that did both are "
        "compared, and nothing is told of fewer than five."
    )
    return Section("ratings", _("How offices rate themselves"), texts=[text], tiles=tiles, grids=grids)
