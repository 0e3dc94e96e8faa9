"""What becomes of one question of a file, given the one of the bank that it is: pure."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..readiness import UNREADY, readied
from ..schemas import problems
from .comparing import all_texts, fitted, same, structure_of, texts_of
from .known import Known, Path
from .questions import FileQuestion

DRAFT, READY = "draft", "ready"
LEAST, MOST = Decimal("0.25"), Decimal("999.99")
LONGEST = {"name": 255, "objective": 20, "drawer": 120, "tag": 100}
DEEPEST = 20


class Outcome(enum.StrEnum):
    """What an import does with a question."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


LABELS = {
    Outcome.NEW: gettext_lazy("new"),
    Outcome.CHANGED: gettext_lazy("changed"),
    Outcome.UNCHANGED: gettext_lazy("unchanged"),
    Outcome.REFUSED: gettext_lazy("refused"),
}


@dataclass(frozen=True)
class Item:
    """A question of the file and what is done with it; `content` None: no version of it is written."""

    given: FileQuestion
    outcome: Outcome
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    known: Known | None = None
    code: str = ""
    content: dict[str, Any] | None = None
    points: Decimal = Decimal(1)
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def line(self) -> int:
        return self.given.line

    @property
    def name(self) -> str:
        return self.given.name

    @property
    def label(self) -> str:
        return str(LABELS[self.outcome])

    @property
    def path(self) -> Path:
        return self.fields.get("path", self.known.path if self.known else ())


def refused(given: FileQuestion, *reasons: str, known: Known | None = None) -> Item:
    return Item(given, Outcome.REFUSED, reasons, known=known)


def faults_of(given: FileQuestion, bank: str) -> list[str]:
    """Why the bank cannot hold a question of this file at all."""
    found = []
    if not LEAST <= given.points <= MOST:
        found.append(_("The points must lie between %(least)s and %(most)s.") % {"least": LEAST, "most": MOST})
    if len(given.objective) > LONGEST["objective"]:
        found.append(_("The objective is longer than %(most)d signs.") % {"most": LONGEST["objective"]})
    if any(len(name) > LONGEST["drawer"] for name in given.category) or len(given.category) > DEEPEST:
        found.append(
            _("A category has a name of more than %(most)d signs, or lies too deep.") % {"most": LONGEST["drawer"]}
        )
    if any(len(tag) > LONGEST["tag"] for tag in given.tags):
        found.append(_("A tag is longer than %(most)d signs.") % {"most": LONGEST["tag"]})
    if not bank and not given.category:
        found.append(_("It names no category, and no bank was chosen for the file."))
    return found


def rounded(points: Decimal) -> Decimal:
    return points.quantize(Decimal("0.01"), ROUND_HALF_UP)


def decide(given: FileQuestion, content: dict[str, Any], known: Known, state: str, notes: tuple[str, ...]) -> Item:
    """Unchanged, changed or refused, for a question that the bank knows."""
    before = known.content
    if known.number and known.kind == given.kind:
        content = fitted(given.kind, content, before)
    missing = sorted(set(before["texts"]) - set(content["texts"]))
    if missing and not _fits(given, content, known):
        return refused(given, _differs(missing), known=known)
    merged = readied(_merged(given, content, known), before)
    points = known.points if missing else rounded(given.points)
    if missing and given.points not in (1, known.points):
        notes += (_("Its points stay %(points)s.") % {"points": known.points},)
    says = (known.kind, known.points) != (given.kind, points) or not same(given.kind, merged, before)
    becomes_ready = not says and known.state == DRAFT and state == READY
    fields = _fields(given, known, whole=not missing)
    writes = says or becomes_ready
    if known.retired:
        if writes or fields:
            return refused(
                given, _("It was retired. Bring it back with a further version in the CMS first."), known=known
            )
        notes += (_("It was retired, and stays so."),)
    if writes and (wrong := problems(given.kind, merged)):
        return refused(given, *wrong, known=known)
    if writes and (waiting := merged.get(UNREADY)):
        notes += (
            _("Not yet checked against the new text: %(languages)s.") % {"languages": ", ".join(sorted(waiting))},
        )
    reasons = [*(_of_version(known, merged, becomes_ready) if writes else ()), *_of_fields(fields)]
    return Item(
        given,
        Outcome.CHANGED if reasons else Outcome.UNCHANGED,
        tuple(reasons),
        notes,
        known,
        known.code,
        merged if writes else None,
        points,
        fields,
    )


def _fits(given: FileQuestion, content: Mapping[str, Any], known: Known) -> bool:
    return known.kind == given.kind and structure_of(given.kind, content) == structure_of(given.kind, known.content)


def _differs(missing: list[str]) -> str:
    return _(
        "Its type, its answers or which of them are right differ from the question in the bank, which is also written "
        "in %(languages)s. Import a file that holds these languages too, or change the question in the CMS."
    ) % {"languages": ", ".join(missing)}


def _merged(given: FileQuestion, content: dict[str, Any], known: Known) -> dict[str, Any]:
    """The content of the bank with the texts of the file; where the rest differs, that of the file."""
    if not known.number or not _fits(given, content, known):
        return content
    before, said = known.content, dict(known.content["texts"])
    for language, texts in content["texts"].items():
        if language not in said or texts_of(said[language]) != texts_of(texts):
            said[language] = texts
    return before | {"texts": said}


def _fields(given: FileQuestion, known: Known, *, whole: bool) -> dict[str, Any]:
    """What changes beside the content. What a file leaves empty it does not speak of; a translation names nothing."""
    fields: dict[str, Any] = {}
    name = given.name[: LONGEST["name"]]
    if whole and given.code and name and name != known.name:
        fields["name"] = name
    if given.category and given.category != known.path:
        fields["path"] = given.category
    if given.objective and given.objective != known.objective:
        fields["objective"] = given.objective
    if given.tags and frozenset(given.tags) != known.tags:
        fields["tags"] = given.tags
    return fields


def _of_version(known: Known, merged: Mapping[str, Any], becomes_ready: bool) -> list[str]:
    if becomes_ready:
        return [_("Its draft becomes ready.")]
    if known.state == DRAFT:
        return [_("Its draft (version %(number)d) is replaced.") % {"number": known.number}]
    old, new = all_texts(known.content), all_texts(merged)
    added = [language for language in new if language not in old]
    number = {"number": known.number + 1, "languages": ", ".join(added)}
    if added and all(old[language] == new.get(language) for language in old):
        return [_("Version %(number)d adds %(languages)s.") % number]
    return [_("Version %(number)d is written.") % number]


def _of_fields(fields: Mapping[str, Any]) -> list[str]:
    sentences = {
        "name": _("It gets another name."),
        "path": _("It moves to %(category)s.") % {"category": " / ".join(fields.get("path", ()))},
        "objective": _("It gets another objective."),
        "tags": _("It gets other tags."),
    }
    return [sentences[name] for name in fields]
