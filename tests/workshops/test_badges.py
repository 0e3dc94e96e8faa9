"""Badges and table signs: one each, in own script, role by colour and word, the code that is scanned."""

import io
import time

import pytest
from pypdf import PdfReader

from elearning.people.models import User
from workshops.models import Registration
from workshops.papers.badges import COLOURS, badge_of, badges_pdf, tents_pdf

from .papers import BASE, take_part, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(mombasa):
    """The workshop with its text, as pages have it."""
    mombasa.shown = mombasa.text("en")
    return mombasa


def test_fifty_badges_stand_on_seven_sheets_within_seconds(shown):
    began = time.monotonic()
    document = badges_pdf(shown)
    assert time.monotonic() - began < 20  # a few seconds on a machine that does nothing else
    pdf = PdfReader(io.BytesIO(document))
    assert len(pdf.pages) == 7
    assert [len(page.images) for page in pdf.pages] == [8, 8, 8, 8, 8, 8, 2]
    text = words(document)
    for registration in shown.registrations.all():
        assert registration.badge_code in text


def test_a_badge_says_the_name_in_both_scripts_office_country_group_and_role(mombasa, amina):
    amina.name_own_script = "أمينة"
    own = take_part(mombasa, amina, "A01", role="lead", group=mombasa.groups.first(), badge_code="23456789")
    badge = badge_of(own)
    assert (badge["name"]["text"], badge["own"]["text"]) == ("Amina Odhiambo", "أمينة")
    assert (badge["place"]["text"], badge["country"], badge["group"]) == ("Kenya", "KE", mombasa.groups.first().code)
    assert (badge["role"], badge["colour"], badge["code"]) == ("lead facilitator", COLOURS["lead"], "23456789")


def test_every_role_has_a_colour_of_its_own():
    assert set(COLOURS) == set(Registration.Role)
    assert len(set(COLOURS.values())) == len(Registration.Role)


@pytest.mark.parametrize("colour", COLOURS.values())
def test_white_words_on_it_can_be_read(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize(
    ("name", "own", "first", "second"),
    [
        ("Chen Wei", "陈伟", "Chen Wei", ""),
        ("陈伟", "Chen Wei", "Chen Wei", ""),
        ("陈伟", "", "A01", ""),
        ("Ivan Petrov", "Иван Петров", "Ivan Petrov", "Иван Петров"),
        ("Ada", "Ada", "Ada", ""),
    ],
)
def test_a_name_without_a_font_gives_way_and_is_never_boxes(mombasa, amina, name, own, first, second):
    User.objects.filter(pk=amina.pk).update(name=name, name_own_script=own)
    amina.refresh_from_db()
    badge = badge_of(take_part(mombasa, amina, "A01"))
    assert (badge["name"]["text"], badge["own"]["text"]) == (first, second)


def test_the_longest_names_and_one_without_a_code_stay_on_their_sheet(shown, amina):
    shown.registrations.all().delete()
    amina.name, amina.name_own_script = "Wolfeschlegelsteinhausen " * 5 + "von Berg", "فاطمة الزهراء " * 10
    amina.save()
    take_part(shown, amina, "A01")
    document = badges_pdf(shown)
    pdf = PdfReader(io.BytesIO(document))
    assert len(pdf.pages) == 1
    assert len(pdf.pages[0].images) == 0
    assert "no photographs" in words(document)


def test_a_table_sign_is_on_both_sides(shown):
    keep = list(shown.registrations.values_list("pk", flat=True)[:2])
    shown.registrations.exclude(pk__in=keep).delete()
    pdf = PdfReader(io.BytesIO(tents_pdf(shown)))
    assert len(pdf.pages) == 2
    assert (round(pdf.pages[0].mediabox.width), round(pdf.pages[0].mediabox.height)) == (595, 842)
    name = shown.registrations.first().person.name
    assert pdf.pages[0].extract_text().count(name) == 2


def test_without_people_both_are_an_empty_sheet(shown):
    shown.registrations.all().delete()
    for draw in (badges_pdf, tents_pdf):
        assert len(PdfReader(io.BytesIO(draw(shown))).pages) == 1


def test_they_are_printed_by_logistics_and_headquarters(mombasa, amina, bruno, chen, dana, client_for):
    take_part(mombasa, amina, "A01")
    take_part(mombasa, chen, "F01", role="lead")
    take_part(mombasa, bruno, "L01", role="logistics")
    for path in ("badges.pdf", "table-signs.pdf"):
        for stranger in (amina, chen):
            assert client_for(stranger).get(f"{BASE}/{path}").status_code == 404
    for reader in (bruno, dana):
        assert client_for(reader).get(f"{BASE}/badges.pdf")["Content-Type"] == "application/pdf"
