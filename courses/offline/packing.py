"""What a course is made of on a device: each address with its exact size and version."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from urllib.parse import unquote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.urls import reverse

from assessments.models import Picture, QuizVersion
from elearning.people.models import User
from elearning.toolkit.languages import address_of
from elearning.toolkit.models import ModulePage, ToolkitDocument

from ..models import Course, CourseVersion
from .practising import versions_for
from .rendering import page_bytes
from .statics import files_for

PAGE, MODULE, PRACTICE, PICTURE, DOWNLOAD, FILE = "page", "module", "practice", "picture", "download", "file"
FILMS = ("mp4", "vtt")  # films are not kept: their words are on the page
_STATIC = re.compile(rf'(?:href|src)="({re.escape(settings.STATIC_URL)}[^"]+)"')
_MEDIA = re.compile(rf'src="({re.escape(settings.MEDIA_URL)}[^"]+)"')
_QUESTION = re.compile(r'src="(/attempts/pictures/([0-9a-f]{64})/)"')
_DOCUMENT = re.compile(r'href="(/documents/(\d{1,9})/[^"]+)"')


@dataclass(frozen=True)
class Item:
    """One address to keep; `also` are addresses at which the same is found without a network. No size: not asked."""

    address: str
    kind: str
    version: str
    size: int | None = None
    title: str = ""
    also: list[str] = field(default_factory=list)


def modules_of(version: CourseVersion, user: User, language: str) -> list[ModulePage]:
    """The modules of the steps that this person may see, in their order, each in the language where it can be."""
    keys = [step.subject for step in version.rule if not step.is_quiz]
    pages = ModulePage.objects.visible_to(user).in_language(language).filter(translation_key__in=keys)
    return sorted(pages.select_related("locale"), key=lambda page: keys.index(page.translation_key))


def pages_of(course: Course, version: CourseVersion, user: User, language: str) -> list[Item]:
    """The pages, with their versions: what is needed to see whether something is newer."""
    modules = modules_of(version, user, language)
    quizzes = versions_for(version, modules)
    found = [_module(page, language) for page in modules]
    place = [language, course.code]
    if quizzes:
        about = _mark(*(quiz.pk for quiz in quizzes))
        found.append(Item(reverse("offline:practice", args=place), PRACTICE, about))
    contents = _mark(version.pk, *(item.version for item in found))
    also = [reverse("courses:detail", args=[course.code])]
    first = Item(reverse("offline:course", args=place), PAGE, contents, also=also)
    return [first, Item(reverse("offline:page", args=[language]), PAGE, "1"), *found]


def whole(request: HttpRequest, pages: Iterable[Item], language: str) -> list[Item]:
    """The same pages with their sizes, and all that stands on them."""
    found, bodies = [], []
    for page in pages:
        body = page_bytes(request, page.address, language)
        if body is not None:
            bodies.append(body.decode())
            found.append(Item(page.address, page.kind, page.version, len(body), page.title, page.also))
    html = "\n".join(bodies)
    static = [Item(file.address, FILE, file.version, file.size) for file in files_for(_once(_STATIC.findall(html)))]
    return [*found, *static, *_pictures(html), *_downloads(html, request.user)]


def _module(page: ModulePage, language: str) -> Item:
    return Item(address_of(page, language), MODULE, _mark(page.pk, page.live_revision_id), title=page.title)


def _mark(*facts: object) -> str:
    return sha256("|".join(map(str, facts)).encode()).hexdigest()[:12]


def _once(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(unescape, found)))


def _pictures(html: str) -> list[Item]:
    """What lies at the address of a picture never changes: a new one has a new address."""
    found = []
    for address in _once(_MEDIA.findall(html)):
        name = unquote(address.removeprefix(settings.MEDIA_URL))
        if default_storage.exists(name):
            found.append(Item(address, PICTURE, _mark(address), default_storage.size(name)))
    of_questions = {sha: address for address, sha in _QUESTION.findall(html)}
    for picture in Picture.objects.filter(sha256__in=of_questions):
        found.append(Item(of_questions[picture.sha256], PICTURE, picture.sha256[:12], picture.file.size))
    return found


def _downloads(html: str, user: User) -> list[Item]:
    linked = {int(pk): unescape(address) for address, pk in _DOCUMENT.findall(html)}
    documents = ToolkitDocument.objects.visible_to(user).filter(pk__in=linked).order_by("pk")
    return [
        Item(linked[one.pk], DOWNLOAD, _mark(one.file.name, one.file_size), one.file.size, one.title)
        for one in documents
        if one.file_extension.lower() not in FILMS and default_storage.exists(one.file.name)
    ]


def practices_of(version: CourseVersion, user: User, language: str) -> list[QuizVersion]:
    """The quizzes to practise on with this course."""
    return versions_for(version, modules_of(version, user, language))
