"""What the page of an import shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import ImportRun
from .actions import SHOWN
from .kinds import KINDS

WORDS = {
    "created": gettext_lazy("created"),
    "updated": gettext_lazy("updated"),
    "new": gettext_lazy("new"),
    "moved": gettext_lazy("moved"),
    "ended": gettext_lazy("ended"),
    "unchanged": gettext_lazy("unchanged"),
    "refused": gettext_lazy("refused"),
}
TONES = {"reading": "info", "read": "info", "applying": "info", "applied": "good", "failed": "bad"}


@dataclass(frozen=True)
class Count:
    """How many lines had one fate."""

    value: int
    label: Any


def shown(run: ImportRun) -> dict[str, Any]:
    """What the page of a run needs; of the refused the first, and how many there are."""
    applied = run.state in (run.State.APPLYING, run.State.APPLIED)
    counts = run.counts.get("applied" if applied else "plan", {})
    return {
        "run": run,
        "kind": KINDS[run.kind].label if run.kind in KINDS else run.kind,
        "counts": [Count(counts[act], label) for act, label in WORDS.items() if counts.get(act)],
        "refused": run.refused[:SHOWN],
        "refused_number": len(run.refused),
        "changes": run.counts.get("changes", []),
        "ignored": run.counts.get("ignored", []),
        "works": run.state in (run.State.READING, run.State.APPLYING),
        "asks": run.state == run.State.READ
        and any(counts.get(act) for act in WORDS if act not in ("unchanged", "refused")),
    }


def refused_table(run: ImportRun) -> Iterator[Sequence[Any]]:
    """All refused lines, for the file to download."""
    yield [_("Line"), _("Reason")]
    yield from run.refused


def template_table(kind: str) -> list[list[str]]:
    """The headings of a kind of file, and a line as an example."""
    columns = KINDS[kind].columns
    return [[column.heading for column in columns], [column.example for column in columns]]
