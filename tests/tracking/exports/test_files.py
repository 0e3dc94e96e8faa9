"""The files themselves: streamed, flat in memory, harmless, marked with the id of their export."""

import csv
import io
import json
import tracemalloc

import pytest
from openpyxl import load_workbook

from elearning.tracking.exports.files import Sheet, csv_of, json_of, xlsx_of

TAIL = {"on": "2026-11-01", "known_at": "2026-11-01T12:00:00Z", "export_id": "0000-id"}


def sheet(rows) -> Sheet:
    return Sheet("0000-id", [("Subject", "=all")], [("Person", "One human.")], ["name", "persons"], rows, TAIL)


ROWS = [['=HYPERLINK("http://x")', 3], ["Nia \x07Boateng", 0], ["عائشة, “A”", None]]


def test_csv_is_read_by_any_program_and_runs_nothing():
    text = "".join(csv_of(sheet(lambda: ROWS)))
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["name"] for row in rows] == ['\'=HYPERLINK("http://x")', "Nia  Boateng", "عائشة, “A”"]
    assert {(row["on"], row["known_at"], row["export_id"]) for row in rows} == {tuple(TAIL.values())}


def test_json_holds_the_question_and_the_rows():
    whole = json.loads("".join(json_of(sheet(lambda: ROWS))))
    assert whole["meta"] == {**TAIL, "question": {"Subject": "=all"}, "definitions": {"Person": "One human."}}
    assert whole["rows"][0] == {"name": '=HYPERLINK("http://x")', "persons": 3}
    assert json.loads("".join(json_of(sheet(list))))["rows"] == []


def test_xlsx_says_what_was_asked_and_prints_its_number():
    with xlsx_of(sheet(lambda: ROWS)) as file:
        book = load_workbook(file)
    figures, about = book.worksheets
    assert [cell.value for cell in figures[2]] == ['\'=HYPERLINK("http://x")', 3, *TAIL.values()]
    assert figures["A2"].data_type == "s"
    assert figures.oddFooter.center.text == "0000-id"
    assert [[cell.value for cell in row] for row in about.iter_rows()] == [
        ["Export", "0000-id"],
        ["Subject", "'=all"],
        ["Person", "One human."],
    ]


@pytest.mark.parametrize("write", [csv_of, json_of])
def test_memory_is_flat_however_many_rows_there_are(write):
    def many():
        return ([f"Person {place}", place] for place in range(10_000))

    tracemalloc.start()
    try:
        length = sum(len(piece) for piece in write(sheet(many)))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert length > 300_000
    assert peak < 200_000
