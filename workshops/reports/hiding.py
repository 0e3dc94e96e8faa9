"""What of a crossed table may leave the house: cells under five are hidden, and nothing gives them away. Pure."""

from collections.abc import Iterable, Mapping, Set
from typing import Any

FEWEST = 5
Cell = tuple[str, str]
Table = dict[Cell, int]


def crossing(people: Iterable[Mapping[str, Any]], one: str, other: str) -> Table:
    """How many people have each combination of two attributes; combinations that nobody has are there with 0."""
    rows = [(person[one], person[other]) for person in people]
    lines, columns = ({pair[side] for pair in rows} for side in (0, 1))
    table = {(line, column): 0 for line in sorted(lines) for column in sorted(columns)}
    for pair in rows:
        table[pair] += 1
    return table


def hidden_cells(table: Table, also: Set[Cell] = frozenset()) -> set[Cell] | None:
    """The cells to hide from readers who know the totals of all lines and columns; None if no table can be shown.

    `also` are cells that must be hidden for another reason.

    Cells under five are hidden, empty ones too, and then as many more, the smallest first, until no hidden cell with
    people in it follows from what is shown. A table of one line or column says no more than the totals: None.
    """
    if min(len({cell[side] for cell in table}) for side in (0, 1)) < 2:
        return None
    hidden = {cell for cell, count in table.items() if count < FEWEST or cell in also}
    while given_away := _given_away(table, hidden):
        more = _next_to_hide(given_away, table, hidden)
        if more is None:
            return None
        hidden.add(more)
    return hidden


def _given_away(table: Table, hidden: set[Cell]) -> Cell | None:
    """The first hidden cell with people in it whose number follows from what is shown."""
    return next((cell for cell in sorted(hidden) if table[cell] and not _may_differ(cell, table, hidden)), None)


def _next_to_hide(cell: Cell, table: Table, hidden: set[Cell]) -> Cell | None:
    """The smallest cell shown, sought where it helps most.

    First where it closes a square with hidden cells, then in the line or column where this cell is hidden alone, then
    anywhere in the two, at last anywhere.
    """
    shown = [other for other in table if other not in hidden]
    line, column = ({other for other in hidden if other[side] == cell[side]} - {cell} for side in (0, 1))
    lines, columns = {other[0] for other in column}, {other[1] for other in line}
    for good in (
        [other for other in shown if other[0] in lines and other[1] in columns],
        [other for other in shown if (other[0] == cell[0] and not line) or (other[1] == cell[1] and not column)],
        [other for other in shown if other[0] == cell[0] or other[1] == cell[1]],
        shown,
    ):
        if good:
            return min(good, key=lambda other: (table[other], other))
    return None


def _may_differ(cell: Cell, table: Table, hidden: set[Cell]) -> bool:
    """Whether another table with the same totals and the same cells shown has another number here.

    One more here is made up for along a way that takes one away and adds one by turns, through hidden cells only:
    from the column of the cell back to its line. One less goes the other way round.
    """
    line, column = cell
    others = hidden - {cell}
    if _leads(("column", column), ("line", line), others, table):
        return True
    return table[cell] > 0 and _leads(("line", line), ("column", column), others, table)


def _leads(start: tuple[str, str], goal: tuple[str, str], cells: set[Cell], table: Table) -> bool:
    """From a line one goes to a column by adding one to their cell, from a column to a line by taking one away."""
    ways: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for cell in cells:
        line, column = ("line", cell[0]), ("column", cell[1])
        ways.setdefault(line, []).append(column)
        if table[cell]:
            ways.setdefault(column, []).append(line)
    seen, waiting = {start}, [start]
    while waiting:
        place = waiting.pop()
        if place == goal:
            return True
        reached = [other for other in ways.get(place, []) if other not in seen]
        seen.update(reached)
        waiting += reached
    return False
