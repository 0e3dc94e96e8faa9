"""Which text of the source language a module's translation has, and what changed materially since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from ..models import EditionSeen, ModuleEdition, ModulePage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from elearning.people.models import User


@dataclass(frozen=True)
class Status:
    """Where a page stands. `follows` and `source` are None for a page that is the source itself."""

    current: ModuleEdition | None = None
    follows: ModuleEdition | None = None
    source: ModuleEdition | None = None
    behind: tuple[ModuleEdition, ...] = ()

    @property
    def is_translation(self) -> bool:
        return self.follows is not None

    @property
    def is_behind(self) -> bool:
        return bool(self.behind)

    @property
    def since(self):
        """When the first change was published that the text does not have."""
        return self.behind[0].published_at if self.behind else None


def editions_on(page: ModulePage, reader: "User | AnonymousUser | None" = None) -> list[ModuleEdition]:
    """Every edition of the module in all languages, without their texts; read once for a page.

    Each knows whether the reader has read what changed in it, where she is named at the first reading.
    """
    if not hasattr(page, "editions_found"):
        known = reader is not None and reader.is_authenticated
        editions = with_seen(reader) if known else ModuleEdition.objects.light()
        page.editions_found = list(editions.filter(module_key=page.translation_key).order_by("number"))
    return page.editions_found


def with_seen(person: "User") -> QuerySet[ModuleEdition]:
    """Editions without their texts, each with `is_seen`: whether she has read what changed up to it."""
    seen = EditionSeen.objects.filter(person=person, edition=OuterRef("pk"))
    return ModuleEdition.objects.light().annotate(is_seen=Exists(seen))


def status_of(page: ModulePage) -> Status:
    """The status of one page; one query, or none where its editions were read before."""
    return status(page.locale.language_code, editions_on(page))


def statuses(pages: Iterable[ModulePage]) -> dict[int, Status]:
    """The status of each of these pages, by its id; one query."""
    pages = list(pages)
    keys = {page.translation_key for page in pages}
    found: dict = {key: [] for key in keys}
    for edition in ModuleEdition.objects.light().filter(module_key__in=keys).order_by("number"):
        found[edition.module_key].append(edition)
    return {page.pk: status(page.locale.language_code, found[page.translation_key]) for page in pages}


def status(language: str, editions: Sequence[ModuleEdition]) -> Status:
    """Reckoned from the editions of one module in all languages, in the order of their numbers; pure."""
    own = [edition for edition in editions if edition.language == language]
    if not own:
        return Status()
    follows = next((edition for edition in editions if edition.pk == own[-1].follows_id), None)
    if follows is None:
        return Status(current=own[-1])
    newer = [
        edition for edition in editions if edition.language == follows.language and edition.number > follows.number
    ]
    behind = tuple(edition for edition in newer if edition.is_material)
    return Status(own[-1], follows, newer[-1] if newer else follows, behind)
