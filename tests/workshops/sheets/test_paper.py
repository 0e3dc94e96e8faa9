"""The paper: a sheet of a day in each language, frozen, with rows that can be signed."""

import datetime
import io

import pytest
from pypdf import PdfReader

from elearning.people.actions.refusal import Refused
from tests.workshops.papers import words
from workshops.actions.sheets import make_sheet
from workshops.attending import checkpoints_of
from workshops.models import Group, RemoteDay, Workshop
from workshops.sheets.paper import sheet_pdf
from workshops.sheets.words import WORDS

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 7, 4)


def first_of(workshop, many: int) -> list[str]:
    return [each.key for each in checkpoints_of(workshop) if each.day == DAY][:many]


def name(workshop, number: str, said: str, own: str = "") -> None:
    person = workshop.registrations.get(number=number).person
    person.name, person.name_own_script = said, own
    person.save()


@pytest.mark.parametrize(("language", "many", "pages"), [("en", 0, 3), ("fr", 8, 4), ("pt", 3, 3), ("ar", 5, 4)])
def test_it_is_drawn_in_each_language(mombasa, dana, language, many, pages):
    name(mombasa, "P02", "Amina " + "Wanjiru " * 12, "أمينة " * 20)
    sheet = make_sheet(mombasa, DAY, language=language, by=dana, checkpoints=first_of(mombasa, many))
    document = sheet_pdf(sheet)
    found, said = PdfReader(io.BytesIO(document)), words(document)
    assert len(found.pages) == pages
    assert found.metadata.title == f"{WORDS[language]['heading']} S01"
    assert f"S01 · 1 / {pages}" in said
    for row in sheet.rows:
        assert row["row"] in said
    if language != "ar":  # its letters are joined ones inside the document
        assert WORDS[language]["heading"] in said
        assert "08:30" in said
    fonts = {str(font.get_object()["/BaseFont"]) for font in found.pages[0]["/Resources"]["/Font"].values()}
    assert any("NotoSans" in font for font in fonts)


def test_a_name_that_no_font_of_ours_has_gives_way(mombasa, dana):
    name(mombasa, "P02", "陈亮")
    name(mombasa, "P03", "Chen Liang", "陈亮")
    sheet = make_sheet(mombasa, DAY, language="en", by=dana)
    said = words(sheet_pdf(sheet))
    assert "Chen Liang" in said
    assert "陈" not in said
    row = next(row["row"] for row in sheet.rows if row["number"] == "P02")
    assert f"{row} P02" in said


def test_a_sheet_says_for_ever_what_it_said(mombasa, dana):
    sheet = make_sheet(mombasa, DAY, language="en", by=dana)
    before = words(sheet_pdf(sheet))
    name(mombasa, "P03", "Another Name")
    mombasa.texts.update(title="Another title")
    mombasa.registrations.filter(number="P04").update(state="withdrawn")
    sheet.refresh_from_db()
    assert words(sheet_pdf(sheet)) == before
    new = make_sheet(mombasa, DAY, language="en", by=dana)
    assert "Another Name" in words(sheet_pdf(new))
    assert new.code == "S02"
    assert not {row["row"] for row in new.rows} & {row["row"] for row in sheet.rows}


def test_the_same_sheet_twice_is_one_until_it_was_used(mombasa, dana):
    sheet = make_sheet(mombasa, DAY, language="en", by=dana)
    assert make_sheet(mombasa, DAY, language="en", by=dana) == sheet
    assert make_sheet(mombasa, DAY, language="fr", by=dana) != sheet


def test_without_a_choice_there_is_a_box_for_each_half_day(mombasa, dana):
    sheet = make_sheet(mombasa, DAY, language="pt", by=dana)
    assert [(box["label"], box["key"]) for box in sheet.checkpoints] == [
        ("Manhã", "2023-07-04/1"), ("Tarde", "2023-07-04/2"),
    ]  # fmt: skip
    covered = [key for box in sheet.checkpoints for key in box["covers"]]
    assert covered == first_of(mombasa, 99)
    mombasa.checkpoint = "day"
    mombasa.save()
    assert [box["label"] for box in make_sheet(mombasa, DAY, language="en", by=dana).checkpoints] == ["Day"]


def test_a_sheet_of_a_group_names_the_group_alone(mombasa, dana):
    group = Group.objects.get(workshop=mombasa, code="A")
    sheet = make_sheet(mombasa, DAY, language="en", by=dana, group=group)
    named = {row["registration"] for row in sheet.rows if row["registration"]}
    assert named == set(mombasa.registrations.filter(group=group).values_list("pk", flat=True))
    assert "Group A" in words(sheet_pdf(sheet))


def test_who_follows_that_day_from_elsewhere_has_no_row(mombasa, dana):
    Workshop.objects.update(delivery=Workshop.Delivery.HYBRID)
    away = mombasa.registrations.get(number="P03")
    RemoteDay.objects.create(registration=away, day=DAY)
    named = {row["registration"] for row in make_sheet(mombasa, DAY, language="en", by=dana).rows}
    assert len(named) == 49 + 1  # and the empty rows
    assert away.pk not in named
    next_day = DAY + datetime.timedelta(days=1)
    assert away.pk in {row["registration"] for row in make_sheet(mombasa, next_day, language="en", by=dana).rows}
    Workshop.objects.update(delivery=Workshop.Delivery.ONLINE)
    with pytest.raises(Refused, match="Nobody is expected in the room"):
        make_sheet(mombasa, DAY, language="fr", by=dana)


def test_what_cannot_be_signed_is_refused(mombasa, dana):
    with pytest.raises(Refused, match="nothing to sign"):
        make_sheet(mombasa, datetime.date(2023, 8, 1), language="en", by=dana)
    with pytest.raises(Refused, match="nothing to sign"):
        make_sheet(mombasa, DAY, language="xx", by=dana)
    with pytest.raises(Refused, match="nothing to sign"):
        make_sheet(mombasa, DAY, language="en", by=dana, checkpoints=["no such key"])
    busy = datetime.date(2023, 7, 6)
    nine = [each.key for each in checkpoints_of(mombasa) if each.day == busy][:9]
    with pytest.raises(Refused, match="At most 8 boxes"):
        make_sheet(mombasa, busy, language="en", by=dana, checkpoints=nine)
    mombasa.state = "closed"
    mombasa.save()
    with pytest.raises(Refused, match="closed"):
        make_sheet(mombasa, DAY, language="en", by=dana)
    assert not mombasa.sheets.exists()
