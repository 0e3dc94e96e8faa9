"""A module that holds every block, in English and in Arabic."""

import pytest
from wagtail.models import Locale

from elearning.toolkit.models import GlossaryTerm, ModulePage, ToolkitPage
from tests.toolkit.conftest import publish


@pytest.fixture
def arabic_toolkit(toolkit, homes) -> ToolkitPage:
    page = ToolkitPage(title="مجموعة الأدوات", slug="cep-ar", summary="هي.", audience="public")
    page.locale, page.translation_key = homes["ar"].locale, toolkit.translation_key
    return publish(homes["ar"], page)


@pytest.fixture
def everything(make_module, picture, homes):
    """The module, for staff only; its picture is seen by all."""
    image = picture("public")
    image.contextual_alt_text, image.decorative = "A harbour & its <boats>", False
    term = GlossaryTerm.objects.create(
        slug="trust", term="Trust", definition="To rely on others.", locale=Locale.objects.get(language_code="en")
    )
    body = [
        ("heading", "Why it matters & when"),
        (
            "text",
            '<p>Officers <b>meet</b> residents &amp; "neighbours"&nbsp;here.<br>See <a href="/en/cep/">the toolkit</a>.'
            "</p><ol><li>Listen</li><li>Act</li></ol><ul><li>Write down</li></ul>",
        ),
        ("key_message", "Listen first."),
        ("example", {"title": "In Accra", "text": "<p>They met.</p>"}),
        ("steps", {"title": "How", "items": [{"title": "Ask", "text": "<p>Kindly.</p>"}, {"title": "Wait", "text": ""}]}),  # noqa: E501
        ("checklist", {"title": "Before you go", "items": ["Water", "Radio"]}),
        ("table", {"caption": "Who", "header": ["Name", "Role"], "rows": [["Amina", "Leads"], ["Bruno", "Helps"]]}),
        ("figure", {"image": image, "caption": "The harbour", "credit": "IOM"}),
        ("term", {"term": term, "text": "<p>It grows slowly.</p>"}),
        ("reflection", {"key": "r1", "prompt": "Whom do you trust?"}),
        ("heading", "More"),
        ("sources", [{"title": "Handbook", "publisher": "IOM", "year": 2020, "url": "https://example.org/h?a=1&b=2"}]),
    ]  # fmt: skip
    objectives = [("objective", {"code": "M1-O1", "text": "Say why trust matters"})]
    made = make_module("m1", title="Trust & safety", body=body, objectives=objectives)
    return ModulePage.objects.get(pk=made.pk)


@pytest.fixture
def arabic(make_module, arabic_toolkit, everything):
    body = [
        ("heading", "لماذا يهم"),
        ("text", "<p>يلتقي الضباط بالسكان في 12/03/2026، انظر CEP-M1 (amina@example.org).</p><ul><li>استمع</li></ul>"),
        ("checklist", {"title": "قبل الذهاب", "items": ["ماء", "راديو"]}),
        ("table", {"caption": "من", "header": ["الاسم", "الدور"], "rows": [["أمينة", "تقود"], ["Bruno", "يساعد"]]}),
    ]
    fields = {"title": "الثقة والسلامة", "summary": "عن الثقة", "slug": "m1-ar", "audience": "public", "body": body}
    made = make_module("m1", parent=arabic_toolkit, translation_key=everything.translation_key, **fields)
    return ModulePage.objects.get(pk=made.pk)
