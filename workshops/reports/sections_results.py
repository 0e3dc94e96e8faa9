"""The sections about results: certificates, and what was learned."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .document import Copy, Grid, Hidden, Section, Share, Value
from .hiding import FEWEST
from .labels import MISSING
from .sections_people import mean_gain


def certificates(copy: Copy) -> Section:
    """Completion and participation, two kinds that are never mixed, and why completion was missed."""
    people = copy.figures["people"]
    taken = people["completion"] - people["passed"]
    asks = copy.dataset["workshop"]["policy"]["post_test"]
    tiles: list[tuple[str, Value]] = []
    if asks != "none":
        tiles += [(_("Completion, post-test passed"), people["passed"]), (_("Completion, post-test taken"), taken)]
    without = _("Participation without completion") if asks != "none" else _("Participation")
    tiles.append((without, people["participation"] - people["completion"]))
    tiles.append((_("Neither"), people["registered"] - people["participation"]))
    texts = [_("Two kinds that are never mixed: each person has one of them at most, the higher one that she reached.")]
    found = copy.figures["missing"] if asks != "none" else {}
    rows = [[str(MISSING[kind]), _few(count, copy)] for kind, count in found.items()]
    note = _("One person may have missed several.")
    grid = Grid(_("What completion was missed for"), [_("Condition"), _("People")], rows, [70, 30], note=note)
    grids = [grid] if rows else []
    return Section("certificates", _("Completion and participation"), texts=texts, tiles=tiles, grids=grids)


def _few(count: int, copy: Copy) -> Value:
    return Hidden() if copy.outside and count < FEWEST else count


def learning(copy: Copy) -> Section | None:
    """The gain between both tests; outside nothing of fewer than five pairs."""
    found = copy.figures["tests"]
    if found is None:
        return None
    title = _("What was learned")
    if copy.outside and found["pairs"] < FEWEST:
        return Section("learning", title, texts=[_("Fewer than five people took both tests: nothing is told of them.")])
    texts = [
        ngettext("%(pairs)s person took both tests.", "%(pairs)s people took both tests.", found["pairs"])
        % {"pairs": found["pairs"]}
    ]
    if found["on_paper"]:
        texts.append(_("Totals were typed in from paper: they say “taken”, never “passed”."))
    texts.append(_("Gain is the share of what could still be gained: (after − before) / (maximum − before)."))
    if found["at_maximum"] and not copy.outside:
        texts.append(
            _("Already at the maximum before, and left out of the gain: %(count)s.") % {"count": found["at_maximum"]}
        )
    rows: list[list[Value]] = [
        [_("Before"), _share(found["mean_before"])],
        [_("After"), _share(found["mean_after"])],
        [_("Gain"), mean_gain(found, copy)],
    ]
    grids = [Grid(_("Means of those who took both"), [_("Test"), _("Share of the points")], rows, [50, 50], bar=1)]
    if not copy.outside:
        moved: list[list[Value]] = [
            [_("Better after"), found["better"]],
            [_("The same"), found["same"]],
            [_("Worse after"), found["worse"]],
        ]
        grids.append(Grid(_("How people moved"), [_("After against before"), _("People")], moved, [50, 50], bar=1))
    return Section("learning", title, texts=texts, grids=grids)


def _share(value: float | None) -> Share | None:
    return None if value is None else Share(value)
