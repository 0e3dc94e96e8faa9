"""A finding of the checks: what, where, whom, how many; and the key by which it is acknowledged. No database."""

from dataclasses import dataclass, field
from typing import Any, Literal

from .facts import Entry


@dataclass(frozen=True)
class Finding:
    """One fact that stands against publishing (an error) or that somebody must have seen (a warning).

    `key` holds everything that makes it this fact, numbers included: an acknowledged warning whose number changes is
    a new one. `items` are codes, `whom` a group, room, person, team or language, `number` people or minutes.
    """

    key: str
    kind: str
    severity: Literal["error", "warning"]
    items: tuple[str, ...] = ()
    whom: str = ""
    number: int = 0
    detail: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def error(kind: str, *entries: Entry | str, **facts: Any) -> Finding:
    """What must be mended before publishing."""
    return _finding("error", kind, entries, **facts)


def warning(kind: str, *entries: Entry | str, **facts: Any) -> Finding:
    """What may be meant, but must be acknowledged."""
    return _finding("warning", kind, entries, **facts)


def _finding(
    severity: Literal["error", "warning"],
    kind: str,
    entries: tuple[Entry | str, ...],
    *,
    whom: str = "",
    number: int = 0,
    told_apart: str = "",
    **detail: Any,
) -> Finding:
    codes = tuple(sorted(entry if isinstance(entry, str) else entry.code for entry in entries))
    facts = [str(value) for _name, value in sorted(detail.items())]
    key = ":".join([kind, "+".join(codes), told_apart or whom, str(number), *facts])
    return Finding(key, kind, severity, codes, whom, number, detail)
