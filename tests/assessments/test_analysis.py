"""How a quiz was answered: figures by hand, what is hidden, which attempts, and who may not see any of it."""

import csv
import io
import random
from decimal import Decimal
from itertools import combinations

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.analysis import Facts, Light, Reason, Row, Which, analyse, choose
from assessments.analysis.figures import alpha, correlation, deviation
from assessments.analysis.hiding import FEWEST, hidden_pairs, hidden_parts, is_few
from tests.assessments.answered import answered, make_people
from tests.assessments.authors import permissions
from tests.assessments.contents import CONTENTS
from tests.assessments.factories import make_content, make_quiz, make_quiz_of

# The example, by hand: six patterns of answers (1 is right), each given by five people. All that is a ratio is the same
# for six as for thirty.
#
#            Q1  Q2  Q3  Q4   total   deviation from 2
#   P1        1   1   1   1     4         2
#   P2        1   1   1   0     3         1
#   P3        1   1   0   0     2         0
#   P4        1   0   1   0     2         0
#   P5        0   1   0   0     1        -1
#   P6        0   0   0   0     0        -2
#   facility 4/6 4/6 3/6 1/6   mean 2 of 4 = 50 %
#
# Sums of squares, of six: totals 4+1+0+0+1+4 = 10; Q1 and Q2 6*(4/6)*(2/6) = 4/3 each; Q3 6*(3/6)*(3/6) = 3/2;
# Q4 6*(1/6)*(5/6) = 5/6; together 4/3+4/3+3/2+5/6 = 5. Alpha = 4/3 * (1 - 5/10) = 2/3.
# Standard deviation of thirty: sqrt(5*10/29) = 1.31306 points = 32.8266 %; error = 32.8266 * sqrt(1 - 2/3) = 18.9524.
#
# Discrimination, x against the rest r = total - x:
#   Q1  r = 3 2 1 1 1 0, sum 8;  Srr = 16 - 64/6 = 16/3;  Sxr = (3+2+1+1) - 4*8/6 = 5/3
#       (5/3) / sqrt(4/3 * 16/3) = (5/3) / (8/3)        = 0.625
#   Q2  r = 3 2 1 2 0 0, sum 8;  Srr = 18 - 64/6 = 22/3;  Sxr = (3+2+1+0) - 4*8/6 = 2/3
#       (2/3) / sqrt(4/3 * 22/3) = 0.66667 / 3.12694     = 0.21320
#   Q3  r = 3 2 2 1 1 0, sum 9;  Srr = 19 - 81/6 = 11/2;  Sxr = (3+2+1) - 3*9/6 = 3/2
#       (3/2) / sqrt(3/2 * 11/2) = 1.5 / 2.87228         = 0.52223
#   Q4  r = 3 3 2 2 1 0, sum 11; Srr = 27 - 121/6 = 41/6; Sxr = 3 - 1*11/6 = 7/6
#       (7/6) / sqrt(5/6 * 41/6) = 1.16667 / 2.38630     = 0.48890
PATTERNS = ["1111", "1110", "1100", "1010", "0100", "0000"]
SINGLE = Facts("single", make_content())


def rows_of(answers: list[list[str]], kind: str = "single", pass_mark: float = 60) -> list[Row]:
    """A row for each person, given the choices she made; “a” is right."""
    found = []
    for person, said in enumerate(answers):
        earned = [float(each == "a") for each in said]
        percent = sum(earned) / len(earned) * 100
        paper = [{"version": place, "kind": kind, "points": "1", "choices": list("abc")} for place in range(len(said))]
        marks = [{"answer": [each] if each else [], "earned": str(e)} for each, e in zip(said, earned, strict=True)]
        found.append(Row(person, "en", percent, percent >= pass_mark, paper, marks))
    return found


def analysed(answers: list[list[str]], **values):
    return analyse(rows_of(answers, **values), dict.fromkeys(range(len(answers[0])), SINGLE))


def column(counts: dict[str, int]) -> list[list[str]]:
    """Answers to one question, so many of each, and one that everybody has right."""
    return [[choice, "a"] for choice, count in counts.items() for _one in range(count)]


EXAMPLE = [["a" if sign == "1" else "b" for sign in pattern] for pattern in PATTERNS for _person in range(5)]


# Figures


def test_the_example_comes_out_as_by_hand():
    found = analysed(EXAMPLE)
    quiz = found.quiz
    assert (quiz.attempts, quiz.people, quiz.mean, quiz.median) == (30, 30, 50, 50)
    assert quiz.deviation == pytest.approx(32.8266, abs=1e-4)
    assert (quiz.alpha, quiz.alpha_over, quiz.no_alpha) == (pytest.approx(2 / 3), 4, None)
    assert quiz.error == pytest.approx(18.9524, abs=1e-4)
    assert [cell.count for cell in quiz.bands] == [5, 0, 5, 0, 0, 10, 0, 5, 0, 5]
    assert (quiz.passed.count, quiz.passed.share) == (10, pytest.approx(1 / 3))
    assert [item.facility for item in found.items] == pytest.approx([4 / 6, 4 / 6, 3 / 6, 1 / 6])
    assert [item.discrimination for item in found.items] == pytest.approx([0.625, 0.2132, 0.52223, 0.4889], abs=1e-5)
    assert [[look.reason for look in item.looks] for item in found.items] == [
        [Reason.UNCHOSEN],
        [Reason.UNCHOSEN],
        [Reason.UNCHOSEN],
        [Reason.HARD, Reason.UNCHOSEN],
    ]


def test_the_six_alone_have_the_same_ratios():
    q1, rest = [1, 1, 1, 1, 0, 0], [3, 2, 1, 1, 1, 0]
    assert correlation(q1, rest) == pytest.approx(0.625)
    assert alpha([[int(pattern[place]) for pattern in PATTERNS] for place in range(4)]) == pytest.approx(2 / 3)
    assert deviation([4, 3, 2, 2, 1, 0]) == pytest.approx(2**0.5)


def test_what_never_varies_has_no_correlation_and_no_alpha():
    found = analysed([["a", "a"]] * 6)
    assert [item.discrimination for item in found.items] == [None, None]
    assert (found.quiz.alpha, found.quiz.no_alpha, found.quiz.error) == (None, "all_alike", None)
    assert [item.facility for item in found.items] == [1, 1]
    alone = analysed([[sign] for sign in "aaaaabbbbb"])
    assert (alone.quiz.no_alpha, alone.quiz.alpha_over, alone.items[0].discrimination) == ("few_questions", 1, None)


def test_alpha_is_over_what_everybody_was_asked_and_the_error_only_of_the_whole():
    rows = rows_of(EXAMPLE)
    drawn = [row._replace(paper=[*row.paper[:3], {**row.paper[3], "version": 3 + row.person % 2}]) for row in rows]
    quiz = analyse(drawn, dict.fromkeys(range(5), SINGLE)).quiz
    # Q1 to Q3 alone: totals 3 3 2 2 1 0, sum 11, squares 27 - 121/6 = 41/6; parts 4/3+4/3+3/2 = 25/6
    assert (quiz.alpha_over, quiz.alpha) == (3, pytest.approx(3 / 2 * (1 - 25 / 41)))
    assert (quiz.error, quiz.no_alpha) == (None, None)


def test_the_reasons_to_look():
    """Who chose “b” in the first question knows more of the rest than who was right."""
    strong, weak = [["b", "a", "a"]] * 20, [["a", "c", "b"]] * 20
    first, *_others = analysed(strong + weak).items
    assert [(look.reason, look.key) for look in first.looks] == [
        (Reason.BACKWARD, ""),
        (Reason.STRONGER, "b"),
        (Reason.UNCHOSEN, "c"),
    ]
    assert "“west” did better" in first.looks[1].sentence("west")
    easy = analysed([["a", "a"]] * 110 + [["b", "b"]] * 5).items[0]
    assert [look.reason for look in easy.looks] == [Reason.EASY, Reason.RARE, Reason.UNCHOSEN]


def test_answers_in_words_are_folded_and_only_what_five_wrote_is_named():
    said = (
        ["Nairobi"] * 8 + ["Mombasa", "MOMBASA ", "mombása", "mombasa", "Mombasa", "Kisumu"] + ["Amina wrote this"] * 5
    )
    said += ["x"] * 4 + [""] * 6
    shares = {"Nairobi": 1.0, **dict.fromkeys(["Mombasa", "MOMBASA ", "mombása", "mombasa"], 0.5)}
    rows = [
        Row(
            place,
            "en",
            50,
            False,
            [{"version": 1, "kind": "short_text", "points": "1"}],
            [{"answer": [text] if text else [], "earned": str(shares.get(text, 0))}],
        )
        for place, text in enumerate(said)
    ]
    item = analyse(rows, {1: Facts("short_text", CONTENTS["short_text"]())}).items[0]
    assert [(cell.key, cell.count) for cell in item.wrong] == [("amina wrote this", 5), ("mombasa", 5)]
    assert (item.right.count, item.others.count, item.omitted.count) == (8, 5, 6)


def test_parts_are_counted_each():
    content = CONTENTS["gap_text"]()
    gaps = {"1": ["a", "b"], "2": [], "3": []}
    said = [["1:a", "2:nairobi", "3:3"]] * 6 + [["1:b", "2:Nairobi", "3:4"]] * 5 + [["1:a"]] * 5
    rows = [
        Row(
            place,
            "en",
            50,
            False,
            [{"version": 1, "kind": "gap_text", "points": "1", "gaps": gaps}],
            [{"answer": answer, "earned": {0: "1", 1: "0.5", 2: "0.25"}[(place > 5) + (place > 10)]}],
        )
        for place, answer in enumerate(said)
    ]
    item = analyse(rows, {1: Facts("gap_text", content)}).items[0]
    assert [(cell.key, cell.count) for cell in item.parts] == [("1", 11), ("2", 11), ("3", 6)]
    assert item.facility == pytest.approx((6 + 2.5 + 1.25) / 16)


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", ""]), min_size=3, max_size=3), min_size=5, max_size=40))
def test_figures_are_within_their_range_and_no_order_changes_them(answers):
    found = analysed(answers)
    quiz = found.quiz
    assert quiz.mean is None or 0 <= quiz.mean <= 100
    assert 0 <= quiz.median <= 100
    assert quiz.deviation is None or 0 <= quiz.deviation <= 55
    assert quiz.alpha is None or quiz.alpha <= 1
    for item in found.items:
        assert item.facility is None or 0 <= item.facility <= 1
        assert item.discrimination is None or -1 <= item.discrimination <= 1
    mixed = list(answers)
    random.Random(1).shuffle(mixed)
    assert analysed(mixed) == found
    assert analysed(answers[::-1]) == found


# What is hidden


def counts_of(item) -> dict[str, int | None]:
    return {cell.key: cell.count for cell in item.choices}


def test_four_people_are_shown_nothing_of():
    assert analysed([["a", "b"]] * 4) is None
    assert analysed([["a", "b"]] * 5).quiz.people == 5


def test_a_cell_of_few_is_hidden_and_one_more_so_that_it_cannot_be_worked_out():
    """20 right, 12 chose “b” and 3 “c”: 35 - 20 - 12 would be 3, so “b” is hidden too."""
    item = analysed(column({"a": 20, "b": 12, "c": 3})).items[0]
    assert counts_of(item) == {"a": 20, "b": None, "c": None}
    assert item.omitted.count == 0
    assert counts_of(analysed(column({"a": 20, "b": 12, "c": 6})).items[0]) == {"a": 20, "b": 12, "c": 6}


def test_where_few_were_wrong_facility_and_every_choice_are_hidden():
    item = analysed(column({"a": 20, "b": 2, "c": 1})).items[0]
    assert counts_of(item) == {"a": None, "b": None, "c": None}
    assert (item.facility, item.discrimination, item.looks) == (None, None, [])


def test_one_hidden_facility_is_never_alone_since_the_mean_of_all_is_known():
    answers = [
        [*("bbb" if place < 3 else "aaa")[:1], "b" if place < 9 else "a", "b" if place % 2 else "a"]
        for place in range(30)
    ]
    found = analysed(answers)
    assert [item.facility for item in found.items] == [None, None, 0.5]
    assert counts_of(found.items[1]) == {"a": None, "b": None, "c": 0}


def test_the_mean_is_hidden_where_it_would_give_a_lonely_facility_away():
    """Of one question that 3 of 23 had wrong the mean would be 87 %, and 87 % of 23 is 20."""
    quiz = analysed([["a"]] * 20 + [["b"]] * 3).quiz
    assert (quiz.mean, quiz.deviation, quiz.error, quiz.passed.count) == (None, None, None, None)
    assert analysed([["a"]] * 20 + [["b"]] * 5).quiz.mean == 80


def test_who_knows_the_rules_too_works_nothing_out():
    """Every way in which 16 people may answer one question: whatever is shown, each small cell may be two things."""
    shown: dict[tuple, list[tuple[int, ...]]] = {}
    for cuts in combinations(range(19), 3):
        edges = (-1, *cuts, 19)
        counts = tuple(edges[place + 1] - edges[place] - 1 for place in range(4))
        labels = [choice for choice, count in zip(["a", "b", "c", ""], counts, strict=True) for _one in range(count)]
        item = analysed([[label, "ab"[place % 2]] for place, label in enumerate(labels)]).items[0]
        looks = tuple(
            look for look in item.looks if look.reason in (Reason.HARD, Reason.EASY, Reason.UNCHOSEN, Reason.RARE)
        )
        shown.setdefault((item.facility, tuple(item.choices), item.omitted, looks), []).append(counts)
    cells = [set(values) for those in shown.values() for values in zip(*those, strict=True)]
    assert len(shown) > 100
    assert [values for values in cells if len(values) == 1 and any(map(is_few, values))] == []


def test_who_passed_gives_no_band_away():
    """Passing is from 80 %: 3 reached 100 and 9 reached 80; with 12 passed shown, the 9 are hidden too."""
    answers = [["a"] * 5] * 3 + [["a"] * 4 + ["b"]] * 9 + [["a"] * 2 + ["b"] * 3] * 8
    quiz = analysed(answers, pass_mark=80).quiz
    assert quiz.passed.count == 12
    assert {cell.key: cell.count for cell in quiz.bands if cell.count != 0} == {"40": 8, "80": None, "90": None}


def test_people_are_counted_not_their_attempts():
    """One person chose “c” in six attempts: that is one person still."""
    rows = rows_of(column({"a": 20, "b": 10, "c": 6}))
    rows = [row._replace(person=min(row.person, 30)) for row in rows]
    found = analyse(rows, dict.fromkeys(range(2), SINGLE))
    assert (found.quiz.people, found.quiz.attempts) == (31, 36)
    assert counts_of(found.items[0]) == {"a": 20, "b": None, "c": None}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30), min_size=2))
def test_what_is_hidden_cannot_be_worked_out_from_the_whole(people):
    hidden = hidden_parts(people)
    assert {key for key, count in people.items() if is_few(count)} <= hidden
    assert not any(people[key] == 0 for key in hidden)
    if hidden and sum(people.values()) >= 2 * FEWEST:
        assert sum(people[key] for key in hidden) >= FEWEST
        assert len(hidden) > 1 or sum(map(bool, people.values())) == 1


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2))
def test_shares_of_few_are_hidden_on_either_side(people):
    hidden = hidden_pairs(people)
    assert {key for key, sides in people.items() if any(map(is_few, sides))} <= hidden
    shown = {key for key, sides in people.items() if key not in hidden and all(sides)}
    if hidden and shown:
        assert len(hidden) > 1
        assert all(sum(people[key][side] for key in hidden) >= FEWEST for side in (0, 1))


# Which attempts


def light(*attempts: tuple[int, int, int]) -> list[Light]:
    return [Light(pk, person, ("practice", "x"), Decimal(percent)) for pk, person, percent in attempts]


def test_the_first_of_each_person_or_the_one_that_counts_or_all():
    attempts = light(*[(n, n, 50) for n in range(6)], *[(10 + n, n, 80) for n in range(6)])
    assert choose(Which.FIRST, attempts, "best") == set(range(6))
    assert choose(Which.COUNTS, attempts, "best") == set(range(10, 16))
    assert choose(Which.COUNTS, attempts, "average") == choose(Which.ALL, attempts, "best") == {a.pk for a in attempts}
    assert choose(Which.FIRST, [], "best") == set()


def test_all_attempts_are_not_shown_where_few_people_made_a_second_one():
    attempts = light(*[(n, n, 50) for n in range(20)], *[(100 + n, n, 80) for n in range(4)])
    assert choose(Which.ALL, attempts, "best") is None
    assert choose(Which.COUNTS, attempts, "best") is None
    assert choose(Which.COUNTS, attempts, "first") == choose(Which.FIRST, attempts, "first")


# Pages


@pytest.fixture
def analyst(dana):
    dana.user_permissions.add(*permissions("see_analysis"))
    return type(dana).objects.get(pk=dana.pk)


@pytest.fixture
def taken(db):
    """The example as a quiz that thirty people took."""
    quiz = make_quiz_of(*[("single", make_content())] * 4)
    for person, choices in zip(make_people(30), EXAMPLE, strict=True):
        answered(quiz, person, [[choice] for choice in choices])
    return quiz


def page(client, name: str, *args, **query) -> str:
    answer = client.get(reverse(f"assessments:{name}", args=args), query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def table(client, quiz, **query) -> list[list[str]]:
    answer = client.get(reverse("assessments:analysis_export", args=[quiz.uuid]), query)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def first_version(quiz) -> int:
    return quiz.current_version.sections[0]["questions"][0]


def test_the_page_shows_what_the_csv_holds(taken, analyst, client_for):
    client = client_for(analyst)
    text, (head, *questions) = page(client, "analysis", taken.uuid), table(client, taken)
    assert head[-4:] == ["facility_percent", "discrimination", "omitted", "worth_a_look"]
    assert [row[6:8] for row in questions] == [["67", "0.62"], ["67", "0.21"], ["50", "0.52"], ["17", "0.49"]]
    for row in questions:
        assert f">{row[0]}</a>" in text
        assert f"<td data-number>{row[6]}%</td><td data-number>{row[7]}</td>" in text
    quiz = {name: (value, percent) for name, value, percent in table(client, taken, of="quiz")}
    assert (quiz["mean"], quiz["deviation"], quiz["error"]) == (("", "50.0"), ("", "32.8"), ("", "19.0"))
    assert (quiz["alpha"], quiz["passed"], quiz["from_50"]) == (("0.67", ""), ("10", "33"), ("10", "33"))
    assert "<strong>50.0%</strong><span>Mean</span>" in text
    assert "<dd>0.67 <span" in text
    assert '<th scope="row">50–60</th><td data-number>10</td><td data-number>33%</td>' in text
    assert text.count("<rect") == 10


def test_the_page_of_a_question_names_the_right_choice_and_the_csv_agrees(taken, analyst, client_for):
    client, version = client_for(analyst), first_version(taken)
    text = page(client, "analysis_question", taken.uuid, version)
    assert "Which? (en)" in text
    assert "a in en <small" in text
    assert '<td>67%</td> <td data-label="Answers">20</td>' in text
    assert "Nobody chose “c in en”" in text
    assert table(client, taken, of=version)[1:] == [
        [f"q{taken.sections.get().category_id}-0", "1", "a in en", "right answer", "20", "67"],
        [f"q{taken.sections.get().category_id}-0", "1", "b in en", "", "10", "33"],
        [f"q{taken.sections.get().category_id}-0", "1", "c in en", "", "0", "0"],
        [f"q{taken.sections.get().category_id}-0", "1", "no answer", "", "0", "0"],
    ]


def test_only_who_may_repair_is_led_to_it(taken, analyst, client_for):
    version = first_version(taken)
    assert "Repair this question" not in page(client_for(analyst), "analysis_question", taken.uuid, version)
    analyst.user_permissions.add(*permissions("repair_question"))
    assert "Repair this question" in page(client_for(analyst), "analysis_question", taken.uuid, version)


def test_few_people_leave_every_page_and_file_empty(analyst, client_for):
    quiz = make_quiz_of(("single", make_content()), ("single", make_content()))
    for person in make_people(4):
        answered(quiz, person, [["c"], ["c"]])
    client = client_for(analyst)
    for text in (
        page(client, "analysis", quiz.uuid),
        page(client, "analysis_question", quiz.uuid, first_version(quiz)),
    ):
        assert "Fewer than five people have taken this version" in text
        assert "<table" not in text
        assert "c in en" not in text
    for of in ("questions", "quiz", first_version(quiz)):
        assert len(table(client, quiz, of=of)) == 1


def test_hidden_cells_are_in_no_page_and_no_file(analyst, client_for):
    quiz = make_quiz_of(("single", make_content()), ("single", make_content()))
    for person, (choice, other) in zip(make_people(35), column({"a": 20, "b": 12, "c": 3}), strict=True):
        answered(quiz, person, [[choice], [other]])
    client, version = client_for(analyst), first_version(quiz)
    assert [row[4] for row in table(client, quiz, of=version)[1:]] == ["20", "not shown", "not shown", "0"]
    text = page(client, "analysis_question", quiz.uuid, version)
    assert text.count('data-label="Answers">not shown<') == 2
    assert ">12<" not in text
    assert ">3<" not in text


def test_what_people_wrote_is_no_formula(analyst, client_for):
    quiz = make_quiz_of(("short_text", CONTENTS["short_text"]()))
    for person in make_people(6):
        answered(quiz, person, [["=1+1"]])
    assert table(client_for(analyst), quiz, of=first_version(quiz))[2][2] == "'=1+1"
    assert "=1+1" in page(client_for(analyst), "analysis_question", quiz.uuid, first_version(quiz))


def test_another_version_and_other_attempts_are_asked_for(taken, analyst, client_for):
    client = client_for(analyst)
    for person in make_more(taken, 6):
        answered(taken, person, [["a"]] * 4)
    first = {row[0]: row[1] for row in table(client, taken, of="quiz")}
    every = {row[0]: row[1] for row in table(client, taken, of="quiz", attempts="all")}
    assert (first["attempts"], every["attempts"], every["people"]) == ("30", "36", "30")
    for query in ({"version": 9}, {"version": "x"}, {"attempts": "none"}, {"of": "nothing"}, {"of": 10**12}):
        url = reverse("assessments:analysis_export", args=[taken.uuid])
        assert client.get(url, query).status_code == 404, query


def make_more(quiz, count: int) -> list:
    return [attempt.person for attempt in quiz.attempts.order_by("pk")[:count]]


def test_it_is_not_there_for_others(taken, author, chen, amina, dana, client_for):
    chen.user_permissions.add(*permissions("mark_attempt", "repair_question", "accommodate_person"))
    pages = [
        reverse("assessments:analysis", args=[taken.uuid]),
        reverse("assessments:analysis_question", args=[taken.uuid, first_version(taken)]),
        reverse("assessments:analysis_export", args=[taken.uuid]),
    ]
    assert [Client().get(url).status_code for url in pages] == [302, 302, 302]
    for person in (amina, author, chen, dana):
        assert [client_for(person).get(url).status_code for url in pages] == [404, 404, 404], person
    dana.user_permissions.add(*permissions("see_analysis"))
    assert [client_for(dana).get(url).status_code for url in pages] == [200, 200, 200]
    assert [client_for(dana).post(url).status_code for url in pages] == [405, 405, 405]


@pytest.mark.parametrize("questions", [1, 3])
def test_it_costs_the_same_whatever_there_is(questions, analyst, client_for, django_assert_num_queries):
    quiz, client = make_quiz(questions), client_for(analyst)
    url = reverse("assessments:analysis", args=[quiz.uuid])
    question = reverse("assessments:analysis_question", args=[quiz.uuid, first_version(quiz)])
    people = make_people(9)
    for person in people[:5]:
        answered(quiz, person, [["a"]] * questions)
    client.get(url)
    for more in (people[5:6], people[6:]):
        for person in more:
            answered(quiz, person, [["b"]] * questions)
        with django_assert_num_queries(10):
            client.get(url)
        with django_assert_num_queries(9):
            client.get(question)
