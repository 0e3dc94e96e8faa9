"""The tree of categories: pure, given the parent of each."""

from collections.abc import Iterable, Mapping


def way_up(pk: int | None, parents: Mapping[int, int | None]) -> list[int]:
    """The category itself and those around it, the nearest first; ends where it would go round."""
    found: list[int] = []
    while pk is not None and pk not in found:
        found.append(pk)
        pk = parents.get(pk)
    return found


def within(pk: int, parents: Mapping[int, int | None]) -> set[int]:
    """The category itself and all that stand in it, however deep."""
    return {each for each in parents if pk in way_up(each, parents)}


def paths(rows: Iterable[tuple[int, int | None, str]]) -> dict[int, str]:
    """The whole name of each category, as in “CEP › M1”, in the order of these names; rows are id, parent, name."""
    rows = list(rows)
    parents = {pk: parent for pk, parent, _name in rows}
    names = {pk: name for pk, _parent, name in rows}
    found = {pk: " › ".join(names[each] for each in reversed(way_up(pk, parents))) for pk in names}
    return dict(sorted(found.items(), key=lambda item: item[1].casefold()))
