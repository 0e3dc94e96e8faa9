"""Keeps the papers of each published module in the storage: the tick makes what is missing, a few at a time."""

import logging
import time
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, NamedTuple

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

if TYPE_CHECKING:
    from ..models import ModulePage

KINDS = {"pdf": "application/pdf", "epub": "application/epub+zip"}
SECONDS = 10  # that one tick may go on beginning papers
REST = 3600  # seconds until a module is tried again that could not be drawn
logger = logging.getLogger(__name__)


class Paper(NamedTuple):
    """A paper that is there to be taken along."""

    kind: str
    size: int


def papers_of(page: "ModulePage") -> list[Paper]:
    """Those of the text as it is published now. Costs no query."""
    return [Paper(kind, size) for kind in KINDS if (size := _size(name_of(page, kind)))]


def open_paper(page: "ModulePage", kind: str) -> IO[bytes] | None:
    """The file, or None where it was not made yet."""
    try:
        return default_storage.open(name_of(page, kind))
    except FileNotFoundError:
        return None


def name_of(page: "ModulePage", kind: str) -> str:
    """Another one with each publication."""
    at = int(page.last_published_at.timestamp()) if page.last_published_at else 0
    return f"{_folder(page.pk)}/{page.live_revision_id or 0}-{at}.{kind}"


def make_papers(page: "ModulePage") -> None:
    """Draw both and put them in the place of older ones; twice makes no harm."""
    from .epub import module_epub
    from .pdf import module_pdf

    makers: dict[str, Callable[[ModulePage], bytes]] = {"pdf": module_pdf, "epub": module_epub}
    made = {name_of(page, kind): maker(page) for kind, maker in makers.items()}
    forget(page.pk)
    for name, data in made.items():
        default_storage.save(name, ContentFile(data))


def forget(page_pk: int) -> None:
    """Take the papers of a page away: it is no longer published, or says something else now."""
    try:
        _folders, files = default_storage.listdir(_folder(page_pk))
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in files:
        default_storage.delete(f"{_folder(page_pk)}/{name}")


def catch_up() -> int:
    """Make the papers that are missing, as many as a tick has time for. Returns how many modules got theirs."""
    from ..models import ModulePage

    end, count = time.monotonic() + SECONDS, 0
    heads = ModulePage.objects.live().only("pk", "live_revision", "last_published_at").order_by("-last_published_at")
    for head in list(heads):
        if time.monotonic() > end:
            break
        if len(papers_of(head)) == len(KINDS) or cache.get(f"papers-failed:{name_of(head, '')}"):
            continue
        page = ModulePage.objects.live().select_related("locale").filter(pk=head.pk).first()
        count += page is not None and _made(page)
    return count


def _made(page: "ModulePage") -> bool:
    try:
        make_papers(page)
    except Exception:  # one text that the library stumbles over keeps no other module from its papers
        logger.exception("The papers of module %s (%s) could not be made.", page.code, page.pk)
        cache.set(f"papers-failed:{name_of(page, '')}", True, REST)
        return False
    return True


def _folder(page_pk: int) -> str:
    return f"papers/{page_pk}"


def _size(name: str) -> int:
    try:
        return default_storage.size(name)
    except OSError:
        return 0
