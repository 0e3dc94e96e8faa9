"""Tables for spreadsheets: whatever people wrote goes out, and nothing of it is run as a formula."""

import pytest
from openpyxl import load_workbook

from elearning.spreadsheets import as_csv, as_workbook, harmless


@pytest.mark.parametrize("sign", ["\x00", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_sign_that_xml_has_no_place_for_kills_no_export(sign):
    table = [[f"KQ{sign} 1", 7]]
    assert list(load_workbook(as_workbook(("Travel", table))).active.values) == [("KQ  1", 7)]
    assert "".join(as_csv(table)).encode().decode("utf-8-sig") == "KQ  1,7\r\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_a_text_that_might_run_is_quoted(start):
    assert harmless(f"{start}1+1").startswith("'")
    assert "".join(as_csv([[f"{start}1+1"]])).lstrip('\ufeff"').startswith("'")


def test_numbers_and_texts_stay_as_they_are():
    assert [harmless(value) for value in (-1, 2.5, None, "1-2", "é 😀 أ", "")] == [-1, 2.5, None, "1-2", "é 😀 أ", ""]
