"""Loads the toolkit's content from YAML and Markdown files into pages; reads files, writes nothing but pages."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.models import Locale, Page, Site

from elearning.management.sheets import sheet_pdf
from elearning.people.models import User
from elearning.toolkit.models import (
    Audience,
    GlossaryTerm,
    HomePage,
    ModuleEdition,
    ModulePage,
    PlainPage,
    ToolkitDocument,
    ToolkitImage,
    ToolkitPage,
)

from .content_blocks import READERS

LANGUAGES = tuple(dict(settings.LANGUAGES))


class ContentError(ValueError):
    """A file that cannot be loaded; says which, where and why."""


@dataclass
class Shelf:
    """A folder of content, with what was made from it so far."""

    folder: Path
    audience: str = Audience.STAFF
    language: str = "en"
    by: User | None = None
    made: dict[tuple, Any] = field(default_factory=dict)

    def read(self, name: str) -> Any:
        path = self.folder / name
        try:
            return yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError) as error:
            raise ContentError(f"{name} cannot be read: {error}") from error

    def image(self, stem: str) -> ToolkitImage:
        """The figure in this language, else in English: a drawing, or a picture that is sent in several sizes."""
        names = [f"{stem}.{language}.{ending}" for language in (self.language, "en") for ending in ("svg", "webp")]
        path = next(filter(Path.exists, (self.folder / "figures" / name for name in names)), None)
        if path is None:
            raise ContentError(f"figures/{stem} is named in a module and does not exist.")
        if (key := ("image", path.name)) not in self.made:
            with path.open("rb") as file:
                picture = ToolkitImage(title=path.stem, file=ImageFile(file, name=path.name), audience=self.audience)
                picture.save()
            self.made[key] = picture
        return self.made[key]

    def document(self, stem: str, title: str) -> ToolkitDocument:
        """The Markdown sheet as a PDF to print."""
        stem = Path(stem).stem
        path = self.folder / "documents" / f"{stem}.{self.language}.md"
        if (key := ("document", path.name)) not in self.made:
            if not path.exists():
                raise ContentError(f"documents/{path.name} is named in a module and does not exist.")
            file = ContentFile(sheet_pdf(path.read_text(encoding="utf-8")), name=f"{path.stem}.pdf")
            self.made[key] = self._kept(title, file)
        return self.made[key]

    def film(self, name: str, title: str) -> ToolkitDocument:
        """A film, or the captions in one language, as they are."""
        if (key := ("film", name)) not in self.made:
            path = self.folder / "films" / name
            if not path.exists():
                raise ContentError(f"films/{name} is named in a module and does not exist.")
            self.made[key] = self._kept(title, ContentFile(path.read_bytes(), name=name))
        return self.made[key]

    def _kept(self, title: str, file: ContentFile) -> ToolkitDocument:
        kept = ToolkitDocument(title=title, file=file, audience=self.audience)
        kept._set_document_file_metadata()
        kept.save()
        return kept

    def term(self, slug: str) -> GlossaryTerm:
        """The term in this language, else in English."""
        return self.made.get(("term", slug, self.language)) or self.made[("term", slug, "en")]


@transaction.atomic
def load_content(folder: Path, *, by: User | None = None, at: datetime.datetime | None = None) -> dict[str, ModulePage]:
    """Make glossary, home, toolkit, modules and plain pages in all their languages; gives the modules by code.

    Whoever made them (`by`) answers the readers of the modules.

    Raises ContentError with file and reason; then nothing is kept.
    """
    shelf = Shelf(folder, by=by)
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    _load_glossary(shelf, locales)
    pages = shelf.read("pages.yaml")
    home = _load_home(pages["home"], locales)
    toolkit = _load_pages(shelf, home, ToolkitPage, pages["toolkit"], locales, at)
    for name in ("about", "help"):
        _load_pages(shelf, home, PlainPage, pages[name], locales, at)
    codes = sorted({path.name.split(".")[0] for path in (folder / "modules").glob("*.en.yaml")})
    modules = {}
    for code in codes:
        texts = {
            language: shelf.read(f"modules/{code}.{language}.yaml")
            for language in LANGUAGES
            if (folder / "modules" / f"{code}.{language}.yaml").exists()
        }
        modules[code] = _load_pages(shelf, toolkit, ModulePage, texts, locales, at)["en"]
    return modules


def _load_glossary(shelf: Shelf, locales: dict[str, Locale]) -> None:
    for row in shelf.read("glossary.yaml"):
        key = None
        for language, locale in locales.items():
            if language in row:
                same = {"translation_key": key} if key else {}
                term = GlossaryTerm.objects.create(slug=row["slug"], locale=locale, **row[language], **same)
                key = term.translation_key
                shelf.made[("term", row["slug"], language)] = term


def _load_home(texts: dict[str, dict], locales: dict[str, Locale]) -> dict[str, HomePage]:
    """The site's root in each language, instead of Wagtail's welcome page."""
    root = Page.objects.get(depth=1)
    site = Site.objects.get(is_default_site=True)
    old = site.root_page
    homes = {}
    for language, locale in locales.items():
        values = {"intro": texts[language]["intro"], "lead": texts[language]["lead"].strip()}
        home = HomePage(title=texts[language]["title"], slug=f"home-{language}", locale=locale, **values)
        if homes:
            home.translation_key = homes["en"].translation_key
        root.add_child(instance=home)
        home.save_revision().publish()
        homes[language] = home
    site.root_page = homes["en"]
    site.save()
    old.delete()
    return homes


def _load_pages(
    shelf: Shelf, parents: dict[str, Page], kind: type[Page], texts: dict[str, dict], locales: dict, at
) -> dict[str, Page]:
    """One page in each language that there is a text for, under the parent of its language."""
    pages = {}
    for language, text in texts.items():
        shelf.language = language
        shelf.audience = text.get("audience", texts["en"].get("audience", _usual(kind)))
        page = kind(locale=locales[language], audience=shelf.audience, **_values(shelf, kind, text))
        if pages:
            page.translation_key = pages["en"].translation_key
        page.full_clean(exclude=["path", "depth", "url_path", "draft_title", "content_type"])
        parents[language].add_child(instance=page)
        page.save_revision(user=shelf.by).publish(user=shelf.by, skip_permission_checks=True)
        if at:
            kind.objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)
            ModuleEdition.objects.filter(page=page.pk).update(published_at=at)
        pages[language] = page
    return pages


def unpublished(shelf: Shelf, text: dict, **values: Any) -> ModulePage:
    """A module with the values of its file and these, saved nowhere yet."""
    return ModulePage(audience=shelf.audience, **_values(shelf, ModulePage, text), **values)


def _usual(kind: type[Page]) -> str:
    """Modules are for staff unless said; the pages around them are the front door."""
    return Audience.STAFF if kind is ModulePage else Audience.PUBLIC


def _values(shelf: Shelf, kind: type[Page], text: dict) -> dict:
    values = {"title": text["title"], "slug": text["slug"], "body": _body(shelf, text), "owner": shelf.by}
    if kind is not PlainPage:
        values["summary"] = " ".join(text["summary"].split())
    if kind is ModulePage:
        values |= {"code": text["code"], "last_revised": text["last_revised"], "responsible": shelf.by}
        values["objectives"] = [("objective", {"code": o["code"], "text": o["text"]}) for o in text["objectives"]]
    return values


def _body(shelf: Shelf, text: dict) -> list[tuple[str, Any]]:
    blocks = []
    for number, block in enumerate(text.get("body", []), 1):
        (kind, value), *more = block.items()
        if more or kind not in READERS:
            raise ContentError(f"{text['slug']} ({shelf.language}), block {number}: “{kind}” is no single known block.")
        blocks.append((kind, READERS[kind](shelf, value)))
    return blocks
