"""The sections about people: how many, who, from where; nobody by name."""

from typing import Any

from django.utils.translation import gettext as _

from .document import HIDDEN, Copy, Grid, Hidden, Section, Share, Value
from .figures import came, hours_received
from .hiding import FEWEST, crossing, hidden_cells
from .labels import COUNTS, HEADS, label

PUBLIC = ("sex", "country", "category")
CROSSINGS = (("sex", "category"), ("sex", "country"), ("sex", "language"))


def key_figures(copy: Copy) -> Section:
    """The numbers that are asked for first."""
    people, hours, tests = copy.figures["people"], copy.figures["hours"], copy.figures["tests"]
    tiles: list[tuple[str, Value]] = [(str(COUNTS[name]), people[name]) for name in COUNTS]
    few = copy.outside and 0 < people["walk_ins"] < FEWEST
    tiles.append((_("Walk-ins"), Hidden() if few else people["walk_ins"]))
    tiles.append((_("Hours of training received, all people together"), hours_received(hours["credited"])))
    tiles.append((_("Of these on human rights"), hours_received(hours["human_rights"]["credited"])))
    if tests and (found := mean_gain(tests, copy)) is not None:
        tiles.append((_("Mean gain between the tests"), found))
    return Section("key", _("Key figures"), texts=[_definitions(copy)], tiles=tiles)


def _definitions(copy: Copy) -> str:
    policy = copy.dataset["workshop"]["policy"]
    one = _(
        "Registered: confirmed participants and walk-ins, each person once; the team that held the workshop is not "
        "among them. Attended: was there for some minutes. Participation: at least %(percent)s%% of the minutes that "
        "were counted for her."
    )
    if policy["post_test"] == "none":
        other = _("There was no post-test, and so there is no completion: it needs an objective assessment.")
    else:
        other = _(
            "Completion: participation, every required item (from %(required)s%% of its minutes), and the post-test "
            "%(asked)s; it is part of participation."
        )
    asked = _("passed") if policy["post_test"] == "passed" else _("taken, which does not say passed")
    facts = {"percent": policy["participation_percent"], "required": policy["required_percent"], "asked": asked}
    return f"{one} {other}" % facts


def mean_gain(tests: dict[str, Any], copy: Copy) -> Share | None:
    """The mean gain; outside none of fewer than five people who could gain."""
    if tests["mean_gain"] is None or (copy.outside and tests["pairs"] - tests["at_maximum"] < FEWEST):
        return None
    return Share(tests["mean_gain"])


def people(copy: Copy) -> Section:
    """Totals by one attribute each; crossed, exactly inside, with small cells hidden outside."""
    names = PUBLIC if copy.outside else tuple(copy.figures["totals"])
    grids = [_totals(copy, name) for name in names]
    if copy.outside:
        grids += [grid for pair in CROSSINGS if (grid := _crossing(copy, *pair))]
    else:
        grids.append(_crossed(copy))
    hint = _("“%(sign)s” stands for a number that is not told: fewer than five people, or what would give them away.")
    once = _("Office, country, sex, category and language are those of the day on which each was confirmed.")
    texts = [once, hint % {"sign": HIDDEN}] if copy.outside else [once]
    return Section("people", _("People"), texts=texts, grids=grids)


def _totals(copy: Copy, name: str) -> Grid:
    title = _("By %(attribute)s") % {"attribute": str(HEADS[name]).lower()}
    if copy.outside:
        heads = [str(HEADS[name]), str(COUNTS["attended"]), str(COUNTS["completion"])]
        rows = _totals_outside(copy, name)
        if all(isinstance(row[2], Hidden) for row in rows):
            return Grid(title, heads[:2], [row[:2] for row in rows], [60, 40], bar=1)
        return Grid(title, heads, rows, [50, 25, 25], bar=1)
    rows = [[label(name, row[name]), *(row[count] for count in COUNTS)] for row in copy.figures["totals"][name]]
    return Grid(title, [str(HEADS[name]), *map(str, COUNTS.values())], rows, [40, 15, 15, 15, 15], bar=1)


def _totals_outside(copy: Copy, name: str) -> list[list[Value]]:
    """Who attended is told; who completed is a crossing of its own, told where it gives nobody away."""
    seen = [person for person in copy.dataset["people"] if came(person)]
    table = crossing([{**one, "completion": str(one["completion"])} for one in seen], name, "completion")
    hidden = hidden_cells(table) if table else None
    rows: list[list[Value]] = []
    for row in copy.figures["totals"][name]:
        cell = (row[name], "True")
        told = hidden is not None and cell in table and cell not in hidden
        rows.append([label(name, row[name]), row["attended"], table[cell] if told else Hidden()])
    return rows


def _crossed(copy: Copy) -> Grid:
    names = ("sex", "office", "category", "language")
    rows = [
        [*(label(name, row[name]) for name in names), *(row[count] for count in COUNTS)]
        for row in copy.figures["crossed"]
    ]
    heads = [*(str(HEADS[name]) for name in names), *map(str, COUNTS.values())]
    return Grid(_("By sex, office, category and language"), heads, rows, [14, 14, 16, 14, 10, 10, 11, 11])


def _crossing(copy: Copy, one: str, other: str) -> Grid | None:
    """Those who attended, by two attributes; None where the table would say no more than its totals, or too much."""
    seen = [person for person in copy.dataset["people"] if came(person)]
    table = crossing(seen, one, other)
    hidden = hidden_cells(table) if table else None
    if hidden is None or len(hidden) == len(table):
        return None
    columns = sorted({cell[0] for cell in table})
    rows: list[list[Value]] = []
    for line in sorted({cell[1] for cell in table}):
        cells = [Hidden() if (column, line) in hidden else table[column, line] for column in columns]
        rows.append([label(other, line), *cells])
    title = _("Attended, by %(one)s and %(other)s") % {
        "one": str(HEADS[one]).lower(),
        "other": str(HEADS[other]).lower(),
    }
    width = 60 // len(columns)
    return Grid(
        title,
        [str(HEADS[other]), *(label(one, column) for column in columns)],
        rows,
        [100 - width * len(columns), *[width] * len(columns)],
    )
