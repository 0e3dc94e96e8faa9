"""What a bank holds before something is imported: its drawers and questions, read in a handful of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, OuterRef, Subquery

from ..drawers import way_up
from ..models import Category, Picture, Question, QuestionVersion

Path = tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """A question of the bank with its newest version; without one, `number` is 0."""

    pk: int
    code: str
    name: str
    path: Path
    objective: str
    tags: frozenset[str] = frozenset()
    number: int = 0
    version: int = 0
    state: str = ""
    kind: str = ""
    points: Decimal = Decimal(1)
    content: dict[str, Any] = field(default_factory=lambda: {"texts": {}})
    retired: bool = False


@dataclass
class Bank:
    """The drawers below one at the top (with the name “” all that there are), and what is known beyond."""

    name: str
    drawers: dict[Path, int]
    questions: list[Known]
    elsewhere: dict[str, str]
    pictures: set[str]


def read_bank(name: str) -> Bank:
    """The bank as it is now; one that does not exist yet is empty."""
    paths = paths_of_drawers()
    cut = 1 if name else 0
    inside = {pk: path[cut:] for pk, path in paths.items() if not name or path[0] == name}
    rows = list(Question.objects.order_by("pk").values_list("pk", "code", "name", "category_id", "objective"))
    ours = [row for row in rows if row[3] in inside]
    elsewhere = {row[1]: paths[row[3]][0] for row in rows if row[3] not in inside}
    questions = _with_versions(ours, inside)
    drawers = {path: pk for pk, path in inside.items()}
    return Bank(name, drawers, questions, elsewhere, set(Picture.objects.values_list("sha256", flat=True)))


def paths_of_drawers() -> dict[int, Path]:
    """For each drawer the names from the top to it."""
    rows = list(Category.objects.values_list("pk", "parent_id", "name"))
    parents, names = {pk: parent for pk, parent, _n in rows}, {pk: name for pk, _p, name in rows}
    return {pk: tuple(names[each] for each in reversed(way_up(pk, parents))) for pk in names}


def _with_versions(rows: Iterable[tuple], paths: dict[int, Path]) -> list[Known]:
    newest, retired, tags = _newest(set(paths)), _retired(), tags_of_questions()
    found = []
    for pk, code, name, category, objective in rows:
        version = newest.get(pk)
        facts = (
            {}
            if version is None
            else {
                "number": version.number,
                "version": version.pk,
                "state": version.state,
                "kind": version.kind,
                "points": version.points,
                "content": version.content,
                "retired": pk in retired,
            }
        )
        found.append(Known(pk, code, name, paths[category], objective, frozenset(tags.get(pk, ())), **facts))
    return found


def _newest(drawers: set[int]) -> dict[int, QuestionVersion]:
    last = QuestionVersion.objects.filter(question=OuterRef("question")).order_by("-number").values("pk")[:1]
    versions = QuestionVersion.objects.filter(pk=Subquery(last), question__category__in=drawers).order_by()
    return {version.question_id: version for version in versions}


def _retired() -> set[int]:
    """The questions whose last version that was ever ready is retired."""
    last = QuestionVersion.objects.exclude(state="draft").order_by().values("question").annotate(last=Max("pk"))
    newest = QuestionVersion.objects.filter(pk__in=last.values("last"), state="retired")
    return set(newest.order_by().values_list("question_id", flat=True))


def tags_of_questions() -> dict[int, list[str]]:
    tagged = Question.tags.through.objects.filter(content_type=ContentType.objects.get_for_model(Question))
    tags: dict[int, list[str]] = {}
    for pk, name in tagged.order_by("pk").values_list("object_id", "tag__name"):
        tags.setdefault(pk, []).append(name)
    return tags
