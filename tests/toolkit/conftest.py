"""A small toolkit: three modules, one for each audience, in English; the public one in French too."""

import io
from collections.abc import Callable

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Locale, Page, Site

from elearning.toolkit.models import HomePage, ModulePage, ToolkitImage, ToolkitPage
from tests.replay import Worlds

WORLDS = Worlds()

BODY = [
    ("heading", "Why it matters"),
    ("text", "<p>Officers and residents meet.</p>"),
    ("reflection", {"key": "m1-r1", "prompt": "Whom do you meet?"}),
]


def publish(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _make_homes() -> dict[str, HomePage]:
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in ("en", "fr", "ar")}
    root, homes = Page.objects.get(depth=1), {}
    for code, locale in locales.items():
        home = HomePage(title=f"Home {code}", slug=f"home-{code}", intro="Welcome.", lead="Read.", locale=locale)
        if homes:
            home.translation_key = homes["en"].translation_key
        homes[code] = publish(root, home)
    Site.objects.update(root_page=homes["en"])
    return homes


@pytest.fixture
def homes(db) -> dict[str, HomePage]:
    """The front door in three languages, as the site's root."""
    homes = WORLDS.make("homes", _make_homes, *Locale.objects.order_by("pk").values_list("pk", "language_code"))
    Site.clear_site_root_paths_cache()
    return homes


def identity(page: Page) -> tuple:
    return page.pk, page.locale_id, page.translation_key


def below(parent: Page, name: str, page: Page) -> Page:
    """The page, published below this parent."""
    given = (*identity(parent), page.locale_id, page.translation_key if name.startswith("french") else None)
    made = WORLDS.make(name, lambda: {name: publish(parent, page)}, *given)[name]
    parent.refresh_from_db(fields=["numchild"])
    return made


@pytest.fixture
def toolkit(homes) -> ToolkitPage:
    page = ToolkitPage(title="CEP", slug="cep", summary="The toolkit.", audience="public", locale=homes["en"].locale)
    return below(homes["en"], "toolkit", page)


@pytest.fixture
def french_toolkit(toolkit, homes) -> ToolkitPage:
    page = ToolkitPage(title="La boîte à outils", slug="pep", summary="Elle.", audience="public")
    page.locale, page.translation_key = homes["fr"].locale, toolkit.translation_key
    return below(homes["fr"], "french_toolkit", page)


@pytest.fixture
def make_module(toolkit) -> Callable[..., ModulePage]:
    def made(code: str, *, parent: ToolkitPage | None = None, **fields) -> ModulePage:
        parent = parent or toolkit
        values = {"title": f"Module {code}", "slug": code, "summary": f"About {code}.", "body": BODY} | fields
        return publish(parent, ModulePage(code=code, locale=parent.locale, **values))

    return made


@pytest.fixture
def modules(make_module, toolkit, french_toolkit) -> dict[str, ModulePage]:
    given = identity(toolkit) + identity(french_toolkit)
    found = WORLDS.make("modules", lambda: _make_modules(make_module, french_toolkit), *given)
    for parent in (toolkit, french_toolkit):
        parent.refresh_from_db(fields=["numchild"])
    return found


def _make_modules(make_module: Callable[..., ModulePage], french_toolkit: ToolkitPage) -> dict[str, ModulePage]:
    found = {
        "m1": make_module("m1", audience="public", title="Policing with people"),
        "m2": make_module("m2", title="Secret risks"),
        "m3": make_module("m3", audience="partners", title="Borders with partners"),
    }
    found["m1.fr"] = make_module(
        "m1",
        parent=french_toolkit,
        slug="police",
        title="La police avec les gens",
        audience="public",
        translation_key=found["m1"].translation_key,
        body=[("heading", "Pourquoi"), ("text", "<p>Les policiers rencontrent les habitants.</p>"), BODY[2]],
    )
    return found


@pytest.fixture
def guest(client_for):
    """A signed-in person of a partner, outside the offices."""
    from tests.factories import make_person

    return client_for(make_person("Guest Person"))


@pytest.fixture
def picture(db) -> Callable[[str], ToolkitImage]:
    """Makes a picture for an audience."""

    def made(audience: str) -> ToolkitImage:
        file = io.BytesIO()
        Image.new("RGB", (8, 8), "teal").save(file, "PNG")
        return ToolkitImage.objects.create(
            title="Harbour", file=ImageFile(io.BytesIO(file.getvalue()), name=f"{audience}.png"), audience=audience
        )

    return made
