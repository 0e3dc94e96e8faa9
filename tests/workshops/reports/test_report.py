"""One frozen data set, from which every copy of the report is drawn, inside and outside."""

import datetime
import io
import json

import pytest
from openpyxl import load_workbook

from elearning.people.actions import Refused
from tests.workshops.papers import words
from workshops.actions.reporting import approve_report, make_report, print_of, write_texts
from workshops.models import Report
from workshops.reports.copies import Changed, copy_of
from workshops.reports.dataset import canonical, digest_of
from workshops.reports.figures import figures_of

AT = datetime.datetime(2023, 7, 10, 9, tzinfo=datetime.UTC)


def test_the_figures_are_those_of_an_independent_count(report, data):
    found = figures_of(report.dataset)
    assert found["people"] == {
        "registered": 50, "attended": 49, "participation": 48, "completion": 46, "passed": 0,
        "walk_ins": 0, "remote": 0,
    }  # fmt: skip
    assert found["missing"] == {"items": 4, "percent": 2, "test_taken": 2}
    pairs = [(row["pre"], row["post"]) for row in data["participants"] if None not in (row["pre"], row["post"])]
    gains = [(post - pre) / (12 - pre) for pre, post in pairs if pre < 12]
    tests = found["tests"]
    assert (tests["before"], tests["after"], tests["pairs"]) == (48, 48, len(pairs))
    assert tests["mean_before"] == pytest.approx(sum(pre for pre, _post in pairs) / len(pairs) / 12, abs=5e-5)
    assert tests["mean_after"] == pytest.approx(sum(post for _pre, post in pairs) / len(pairs) / 12, abs=5e-5)
    assert tests["mean_gain"] == pytest.approx(sum(gains) / len(gains), abs=5e-5)
    hours = found["hours"]
    assert {hours["planned"][group] for group in "ABC"} == {1215}
    assert hours["credited"] == 45 * 1215 + 1190 + 1035 + 825 + 1070
    assert hours["human_rights"] == {
        "codes": ["D1-08"],
        "planned": {"": 75},
        "delivered": {"": 75},
        "credited": 48 * 75,
    }


def test_totals_by_each_attribute_add_up(report):
    found = figures_of(report.dataset)
    for name, rows in found["totals"].items():
        for count in ("registered", "attended", "participation", "completion"):
            assert sum(row[count] for row in rows) == found["people"][count], name
    assert sum(row["completion"] for row in found["crossed"]) == 46


def test_recomputing_from_the_stored_data_set_gives_the_same_figures(report):
    first = figures_of(report.dataset)
    again = Report.objects.get(pk=report.pk)
    assert digest_of(again.dataset) == report.sha256
    assert figures_of(again.dataset) == first
    assert figures_of(json.loads(canonical(again.dataset))) == first


def test_what_changes_later_changes_no_edition(played, report, chen):
    before = figures_of(report.dataset)
    somebody = played.registrations.get(number="P01")
    somebody.person.name = "Another Name"
    somebody.person.save()
    played.registrations.filter(number="P02").update(sex="male")
    again = Report.objects.get(pk=report.pk)
    assert figures_of(again.dataset) == before
    newer = make_report(played, by=chen)
    assert newer.number == 2
    assert Report.objects.get(pk=report.pk).state == Report.State.SET_ASIDE


def test_nothing_new_makes_no_new_edition(played, report, chen):
    assert make_report(played, by=chen) == report
    assert played.reports.count() == 1


def test_a_data_set_that_was_tampered_with_is_not_drawn(report):
    report.dataset["people"][0]["credited"] = 1
    with pytest.raises(Changed):
        copy_of(report, outside=False, language="en")


def test_it_is_approved_once_by_another_than_its_maker_and_then_stays(played, report, chen, dana):
    with pytest.raises(Refused, match="Somebody else"):
        approve_report(report, by=chen)
    approved = approve_report(report, by=dana, at=AT)
    assert approve_report(report, by=dana).approved_at == approved.approved_at
    with pytest.raises(Refused, match="its texts stay"):
        write_texts(report, "en", {"limits": "Later"}, by=chen)
    played.registrations.filter(number="P02").update(sex="male")
    make_report(played, by=chen)
    assert Report.objects.get(pk=report.pk).state == Report.State.APPROVED


def test_a_workshop_that_is_not_live_yet_has_no_report(played, chen):
    played.state = "open"
    played.save()
    with pytest.raises(Refused, match="nothing to report yet"):
        make_report(played, by=chen)


def test_the_internal_pdf_names_people_and_the_one_for_outside_names_nobody(report, dana, client_for, played):
    client = client_for(dana)
    url = f"/workshops/{played.code}/report/1"
    inside, outside = (words(client.get(f"{url}-{copy}-en.pdf").content) for copy in ("internal", "outside"))
    assert "Demo Participant 31" in inside
    assert "internal copy" in inside
    names = [one["name"] for one in report.dataset["people"]] + [one["name"] for one in report.dataset["team"]]
    assert [name for name in names if name in outside] == []
    assert "small numbers hidden" in outside
    for number in ("50", "49", "48", "46"):
        assert number in outside


def test_no_crossed_cell_under_five_leaves_the_house(report, dana, client_for, played):
    answer = client_for(dana).get(f"/workshops/{played.code}/report/1-outside-en.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    start = next(place for place, row in enumerate(rows) if row[0] == "Attended, by sex and language")
    table = rows[start + 2 : start + 2 + 4]
    assert {row[0] for row in table} == {"Arabic", "English", "French", "Portuguese"}
    for row in table:
        assert all(cell in ("•", None) or cell >= 5 for cell in row[1:])
    by_sex = next(place for place, row in enumerate(rows) if row[0] == "By sex")
    assert [cell for cell in rows[by_sex + 1] if cell] == ["Sex", "Attended"]  # not one completion could be told


def test_the_workbook_has_numbers_charts_and_no_formulas(report, dana, client_for, played):
    answer = client_for(dana).get(f"/workshops/{played.code}/report/1-internal-fr.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert sum(len(sheet._charts) for sheet in book) >= 6
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert any(cell.value == 46 for cell in cells)


def test_pages_take_as_many_queries_for_three_editions_as_for_one(
    played, report, chen, dana, client_for, django_assert_num_queries
):
    client = client_for(dana)
    url = f"/workshops/{played.code}/report/"
    client.get(url)
    with django_assert_num_queries(9):
        client.get(url)
    for sex in ("male", "female"):
        played.registrations.filter(number="P02").update(sex=sex)
        make_report(played, by=chen)
    with django_assert_num_queries(9):
        assert client.get(url).content.count(b"CEP-2023-MBA-R0") == 3


def test_the_page_leads_from_the_button_to_the_approval(played, chen, dana, client_for, amina):
    client = client_for(dana)
    url = f"/workshops/{played.code}/report/"
    answer = client.post(url, follow=True)
    assert "Freeze" not in answer.content.decode()
    assert "Completion" in answer.content.decode()
    saved = client.post(f"{url}1/texts/en/", {"objectives": "To launch it.", "seen": print_of({})}, follow=True)
    assert "To launch it." in saved.content.decode()
    too_long = client.post(f"{url}1/texts/en/", {"objectives": "x" * 4001})
    assert "4000" in too_long.content.decode()
    assert "Headquarters approves it" in saved.content.decode()  # she made it
    played.reports.update(made_by=chen)
    assert "Nothing was approved" in client.post(f"{url}1/approve/", {"seen": "of old"}, follow=True).content.decode()
    seen = print_of(played.reports.get().texts)
    assert "is approved" in client.post(f"{url}1/approve/", {"seen": seen}, follow=True).content.decode()
    assert client.get(f"{url}1/texts/en/").status_code == 404
    assert client_for(amina).get(url).status_code == 404
    assert client.get(f"{url}7/").status_code == 404
    assert client.get(f"{url}1-outside-xx.pdf").status_code == 404
