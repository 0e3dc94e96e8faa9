"""Row codes and what is typed of them: a slip is always noticed, whatever is noted beside a code is read or named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.sheets.codes import row_code, tidy
from workshops.sheets.tokens import Mark, read

ROWS = [row_code(place, 1) for place in range(1, 56)]
FIRST, SECOND, LAST = ROWS[0], ROWS[1], ROWS[-1]


@given(st.integers(1, 9999), st.integers(1, 999), st.integers(0, 3), st.integers(1, 9))
def test_another_digit_gives_another_letter(place, sheet, where, by):
    digits = f"{place:04}"
    other = int(digits[:where] + str((int(digits[where]) + by) % 10) + digits[where + 1 :])
    assert row_code(place, sheet)[-1] != row_code(other, sheet)[-1]


@given(st.integers(1, 9999), st.integers(1, 999), st.integers(0, 2))
def test_neighbours_that_changed_places_give_another_letter(place, sheet, where):
    digits = list(f"{place:04}")
    digits[where], digits[where + 1] = digits[where + 1], digits[where]
    other = int("".join(digits))
    assert other == place or row_code(place, sheet)[-1] != row_code(other, sheet)[-1]


def test_a_row_of_another_sheet_has_another_letter():
    assert len({row_code(7, sheet)[-1] for sheet in range(1, 20)}) == 19
    assert len(set(ROWS)) == 55


@pytest.mark.parametrize("said", ["07K", "7k", "007K", "٠٧k", "７Ｋ".replace("Ｋ", "K")])
def test_a_code_is_read_however_it_is_typed(said):
    assert tidy(said) == "07K"


@given(st.lists(st.sampled_from(ROWS)), st.randoms())
def test_any_order_and_repetition_says_the_same(codes, random):
    again = [*codes, *codes]
    random.shuffle(again)
    text = "".join(code.lower() + random.choice([" ", "\n", ", "]) for code in again)
    assert read(text, ROWS) == ([Mark(row) for row in ROWS if row in codes], [])


@given(st.text())
def test_whatever_is_typed_is_read_or_named(text):
    marks, faults = read(text, ROWS)
    assert len(marks) + len(faults) <= len(text)
    assert {mark.row for mark in marks} <= set(ROWS)


def test_late_and_left_stand_beside_the_code():
    text = f"{FIRST}/25 {SECOND}-16:10\n{LAST}/5-9:05"
    marks, faults = read(text, ROWS)
    assert marks == [Mark(FIRST, 25), Mark(SECOND, left="16:10"), Mark(LAST, 5, "09:05")]
    assert faults == []
    assert read(" ".join(map(str, marks)), ROWS)[0] == marks


def test_all_except_turns_it_round():
    marks, faults = read(f"{FIRST} {SECOND}/25", ROWS, everybody=ROWS)
    assert faults == []
    assert marks == [Mark(SECOND, 25), *[Mark(row) for row in ROWS[2:]]]
    assert read("", ROWS, everybody=ROWS)[0] == [Mark(row) for row in ROWS]


@pytest.mark.parametrize(
    ("token", "said"),
    [
        (f"{FIRST}/0", "from 1 to 600"),
        (f"{FIRST}/-5", "from 1 to 600"),
        (f"{FIRST}/100000", "from 1 to 600"),
        (f"{FIRST}/" + "9" * 500, "from 1 to 600"),
        (f"{FIRST}/", "from 1 to 600"),
        (f"{FIRST}/²", "from 1 to 600"),
        (f"{FIRST}-25:10", "as 16:10"),
        (f"{FIRST}-", "as 16:10"),
        (f"{FIRST}-noon", "as 16:10"),
        (f"01{'C' if FIRST[-1] != 'C' else 'D'}", "does not fit row 01"),
        ("99A", "no row 99"),
        ("AMINA", "no row code"),
        ("/25", "no row code"),
        ("\x00", "no row code"),
        ("٪", "no row code"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(token, said):
    marks, faults = read(f"{SECOND}\n{LAST} {token}", ROWS)
    assert marks == [Mark(SECOND), Mark(LAST)]
    assert len(faults) == 1
    assert "(line 2, word 2)" in faults[0]
    assert said in faults[0]


def test_a_row_typed_twice_with_something_else_is_named():
    marks, faults = read(f"{FIRST} {FIRST}/25 {FIRST}", ROWS)
    assert marks == [Mark(FIRST)]
    assert len(faults) == 1
    assert "typed before" in faults[0]


def test_an_empty_row_asks_who_it_was():
    assert "choose below" in read(LAST, ROWS[:-1], others=[LAST])[1][0]
