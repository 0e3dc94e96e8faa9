"""The facilitator's guide: read back page by page, in three languages, from the current agenda or its draft."""

import datetime
import io

import pytest
from pypdf import PdfReader

from workshops.actions.drafting import draft_of
from workshops.actions.planning import NONE, save_plan
from workshops.models import Placement
from workshops.plans.content import Content, Material, Step
from workshops.plans.paper import drawn, paragraphs

pytestmark = pytest.mark.django_db
GUIDE = "/workshops/CEP-2023-MBA/plans/guide.pdf"
ENGLISH = Content(
    texts={
        "title": "What community engagement is",
        "language": "en",
        "objectives": "Name three forms of engagement.\nTell consultation from engagement.",
        "key_messages": "Trust comes before information.",
        "method": "Input, pairs, plenary",
        "preparation": "Chairs in a half circle.",
        "risks": "The first speaker takes it all: give each table one minute.",
        "access": "Read every slide aloud.",
    },
    steps=(Step(15, "Welcome, and why we are here"), Step(40, "Pairs, then tables", "Chen"), Step(25, "Harvest")),
    materials=(
        Material("Handout 1", "person", 1),
        Material("Flipchart", "group", 2),
        Material("Slides", "language", 1),
    ),
)
ARABIC = Content(
    texts={**dict.fromkeys(ENGLISH.texts, ""), "title": "رسم خريطة الجهات الفاعلة", "language": "ar"},
    steps=(Step(20, "شرح التمرين وتقسيم المشاركين إلى مجموعات صغيرة"), Step(50, "رسم الخريطة", "خالد")),
    materials=(Material("بطاقات ملونة", "group", 30),),
)


@pytest.fixture
def planned(mombasa, dana):
    """The workshop with a plan in English and one in Arabic."""
    for code, content in (("D1-05", ENGLISH), ("D1-10C", ARABIC)):
        save_plan(mombasa.items.get(code=code), content, edition=NONE, by=dana)
    return mombasa


def pages(document: bytes) -> list[str]:
    """The text of each page, as a second reader finds it."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(document)).pages]


def guide_for(client, language: str = "en", of: str = "") -> list[str]:
    client.cookies["django_language"] = language
    answer = client.get(GUIDE, {"of": of} if of else {})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Language"] == language
    return pages(answer.content)


def test_the_guide_goes_through_the_days_with_running_times_and_ends_with_what_to_buy(planned, dana, client_for):
    found = guide_for(client_for(dana))
    cover, days, last = found[0], found[1:-1], found[-1]
    assert "CEP Toolkit familiarization workshop (demonstration)" in cover
    assert "those of the place (Africa/Nairobi)" in cover
    assert "2 of 42 items" in cover
    assert "Demonstration content" in cover
    whole = " ".join(days)
    for number in (4, 5, 6):
        assert whole.count(f"July {number}, 2023") == 1
    assert whole.index("10:30–11:45 · D1-05") < whole.index("15:30–16:40 · D1-10C")
    assert "10:30 15 Welcome, and why we are here 10:45 40 Pairs, then tables Chen 11:25 25 Harvest" in whole
    assert "The plan is 5 minutes longer than the slot." in whole
    for text in ("Name three forms", "Trust comes before", "Chairs in a half", "give each table", "slide aloud"):
        assert whole.count(text) == 1
    assert "Flipchart 6 D1-05 Handout 1 50 D1-05 Slides 4 D1-05" in last


def test_the_guide_takes_the_current_agenda_unless_the_draft_is_asked_for(planned, dana, client_for):
    draft = draft_of(planned, by=dana)
    Placement.objects.filter(version=draft, item__code="D1-05").update(
        starts_at=datetime.datetime(2023, 7, 4, 8, 0, tzinfo=datetime.UTC),
        ends_at=datetime.datetime(2023, 7, 4, 9, 15, tzinfo=datetime.UTC),
    )
    client = client_for(dana)
    assert "10:30 15 Welcome" in " ".join(guide_for(client))
    asked = " ".join(guide_for(client, of="draft"))
    assert "11:00 15 Welcome" in asked
    assert "draft of version 2" in asked


def test_what_was_published_keeps_its_title_and_room(planned, dana, client_for):
    item = planned.items.get(code="D1-05")
    frozen = {"titles": {"en": "As it was published"}, "room": "Old hall", "group": "", "lead": "Somebody"}
    item.placements.update(frozen=frozen)
    whole = " ".join(guide_for(client_for(dana)))
    assert "As it was published" in whole
    assert "Old hall · led by Somebody" in whole
    assert item.title not in whole


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_guide_speaks_the_readers_language_and_leaves_the_plans_in_theirs(planned, dana, client_for, language):
    whole = " ".join(guide_for(client_for(dana), language))
    assert "Welcome, and why we are here" in whole
    assert "July 4, 2023" not in whole
    assert "2023" in whole


def test_a_workshop_without_agenda_has_a_guide_too(mombasa, dana, client_for):
    Placement.objects.all().delete()
    mombasa.versions.all().delete()
    (cover,) = guide_for(client_for(dana))
    assert "no agenda yet" in cover
    for page in ("", "shopping/", "shopping.csv", "shopping.xlsx"):
        assert client_for(dana).get(f"/workshops/CEP-2023-MBA/plans/{page}").status_code == 200


def test_a_long_plan_runs_over_pages_and_loses_nothing(mombasa, dana, client_for):
    steps = tuple(Step(10, f"Step number {number} " + "word " * 150) for number in range(60))
    long = Content({**ENGLISH.texts, "objectives": "line\n" * 700}, steps, ())
    save_plan(mombasa.items.get(code="D1-05"), long, edition=NONE, by=dana)
    whole = " ".join(guide_for(client_for(dana)))
    assert [number for number in range(60) if f"Step number {number} " not in whole] == []
    assert whole.count("line ") >= 700


def test_a_single_step_longer_than_a_page_is_drawn(mombasa, dana, client_for):
    tall = Content(ENGLISH.texts, (Step(10, "\n".join(f"line {number}" for number in range(220))),), ())
    save_plan(mombasa.items.get(code="D1-05"), tall, edition=NONE, by=dana)
    whole = " ".join(guide_for(client_for(dana)))
    assert "line 0 " in whole
    assert "line 219" in whole


def test_markup_in_a_plan_is_text_on_paper(mombasa, dana, client_for):
    text = '<img src="https://example.org/x.png"> & <b>bold</b>'
    save_plan(mombasa.items.get(code="D1-05"), Content(ENGLISH.texts, (Step(5, text),), ()), edition=NONE, by=dana)
    assert text in " ".join(guide_for(client_for(dana)))


def test_a_line_is_drawn_in_its_own_direction():
    assert (drawn("10:30").way, drawn("10:30").side) == ("ltr", "left")
    assert (drawn("خطة 2").way, drawn("خطة 2").font, drawn("خطة 2").side) == ("rtl", "naskh", "right")
    assert (drawn("Group خطة").way, drawn("Group خطة").font) == ("ltr", "naskh")
    assert [line.text for line in paragraphs("a\r\n\r\n b  c ")] == ["a", "b c"]
