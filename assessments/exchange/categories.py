"""Paths of categories as Moodle writes them: `$course$/top/a/b`, where `//` is a slash that belongs to a name."""

import re
from collections.abc import Iterable

_BETWEEN = re.compile(r"(?<!/)/(?!/)")
_CONTEXT = re.compile(r"\$[a-z0-9]+\$")


def names_in(path: str) -> tuple[str, ...]:
    """The names, from the outermost; where Moodle kept them (`$course$`, `top`) is no name."""
    names = [" ".join(name.replace("//", "/").split()) for name in _BETWEEN.split(path)]
    if names and _CONTEXT.fullmatch(names[0]):
        names = names[1:]
        if names and names[0] == "top":
            names = names[1:]
    return tuple(name for name in names if name)


def path_of(names: Iterable[str]) -> str:
    """The path; a space keeps a slash at the end of a name apart from the one between two names."""
    path = "$course$/top"
    for name in names:
        doubled = " ".join(name.split()).replace("/", "//")
        path += f" / {doubled}" if path.endswith("/") or doubled.startswith("/") else f"/{doubled}"
    return path
