"""Questions of the bank as a file takes them: the newest version of each, with its pictures."""

import re
from collections.abc import Mapping
from typing import Any

from ..drawers import within
from ..models import Category, Picture
from .known import Known, Path, read_bank
from .questions import FileQuestion
from .questions import Picture as FilePicture
from .stored_pictures import ENDINGS

_SOURCE = re.compile(r'(?<=src="media:)[0-9a-f]{64}(?=")')


def collect(category: Category | None = None) -> list[FileQuestion]:
    """The questions of a drawer and those in it, or all; retired ones and those without a version are left out.

    Their categories are named from below the top, so that they come back into the bank of this name; without a
    drawer they are named from the top itself.
    """
    bank = read_bank("")
    inside = set(bank.drawers.values())
    if category:
        parents = dict(Category.objects.values_list("pk", "parent_id"))
        inside = within(category.pk, parents)
    paths = {path for path, pk in bank.drawers.items() if pk in inside}
    chosen = [known for known in bank.questions if known.path in paths and known.number and not _is_over(known)]
    chosen.sort(key=lambda known: (known.path, known.code))
    pictures = _pictures(chosen)
    return [
        _question(place, known, known.path[1:] if category else known.path, pictures)
        for place, known in enumerate(chosen, start=1)
    ]


def _is_over(known: Known) -> bool:
    return known.retired and known.state != "draft"


def _pictures(chosen: list[Known]) -> dict[str, FilePicture]:
    named = {name for known in chosen for name in _SOURCE.findall(str(known.content["texts"]))}
    if not named:
        return {}
    rows = Picture.objects.filter(sha256__in=named)
    return {
        row.sha256: FilePicture(f"{row.sha256}.{ENDINGS.get(row.content_type, 'bin')}", _bytes(row)) for row in rows
    }


def _bytes(row: Picture) -> bytes:
    with row.file.open("rb") as file:
        return file.read()


def _question(place: int, known: Known, path: Path, pictures: Mapping[str, FilePicture]) -> FileQuestion:
    used: dict[str, FilePicture] = {}

    def named(found: re.Match[str]) -> str:
        picture = pictures.get(found[0])
        if picture is None:
            return found[0]
        used[found[0]] = picture
        return picture.name

    content = {**known.content, "texts": _mapped(known.content["texts"], named)} if pictures else known.content
    return FileQuestion(
        line=place,
        kind=known.kind,
        name=known.name,
        content=content,
        code=known.code,
        category=path,
        tags=tuple(sorted(known.tags)),
        objective=known.objective,
        points=known.points,
        pictures=tuple(used.values()),
    )


def _mapped(part: Any, named: Any) -> Any:
    if isinstance(part, dict):
        return {key: _mapped(value, named) for key, value in part.items()}
    if isinstance(part, list):
        return [_mapped(value, named) for value in part]
    return _SOURCE.sub(named, part) if isinstance(part, str) else part
