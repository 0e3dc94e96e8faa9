"""Tests before and after: the gain by hand, what is hidden, scores from paper, and who may not see or type."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments import actions
from assessments.gain import Taken, gain_of, gain_of_one
from assessments.models import PaperScore, Question, TestPair
from assessments.pairing import Context, gain_in, takings
from elearning.journal.models import LogEntry
from tests.assessments.answered import NOON, answered, make_people
from tests.assessments.authors import permissions
from tests.assessments.contents import CONTENTS
from tests.assessments.factories import make_content, make_quiz_of
from tests.toolkit.conftest import homes, make_module, toolkit  # noqa: F401  (fixtures)

HERE = Context("workshop", "CEP-2023-MBA")
PLACE = {"context_kind": HERE.kind, "context_key": HERE.key}
DAY = datetime.date(2026, 3, 2)


def sides(*shares: tuple[float, float]) -> tuple[dict[int, Taken], dict[int, Taken]]:
    return (
        {person: Taken(before) for person, (before, _after) in enumerate(shares)},
        {person: Taken(after) for person, (_before, after) in enumerate(shares)},
    )


# The computation


def test_the_gain_of_one_is_a_share_of_what_could_still_be_gained():
    assert gain_of_one(0.5, 0.75) == 0.5
    assert gain_of_one(0.8, 0.6) == pytest.approx(-1)
    assert gain_of_one(1.0, 1.0) is None
    assert gain_of_one(1.0, 0.0) is None


def test_the_example_comes_out_as_by_hand():
    """Six people, gains (0.6-0.2)/0.8 = 0.5, (0.7-0.4)/0.6 = 0.5, (1-0.5)/0.5 = 1, (0.5-0.5)/0.5 = 0,
    (0.4-0.6)/0.4 = -0.5, (0.9-0.6)/0.4 = 0.75: sum 2.25, mean 0.375. Before 2.8/6 = 0.46667, after 4.1/6 = 0.68333."""
    found = gain_of(*sides((0.2, 0.6), (0.4, 0.7), (0.5, 1.0), (0.5, 0.5), (0.6, 0.4), (0.6, 0.9)))
    assert found.pairs == 6
    assert (found.mean_before, found.mean_after) == (pytest.approx(2.8 / 6), pytest.approx(4.1 / 6))
    assert found.mean_gain == pytest.approx(0.375)
    assert (found.at_maximum, found.only_before, found.only_after, found.taken_before) == (0, 0, 0, 6)


def test_those_at_the_maximum_are_left_out_of_the_ratio_and_counted():
    found = gain_of(*sides(*[(0.5, 0.75)] * 5, *[(1.0, 0.8)] * 5))
    assert (found.mean_gain, found.at_maximum, found.pairs) == (0.5, 5, 10)
    assert found.mean_after == pytest.approx((5 * 0.75 + 5 * 0.8) / 10)


def test_fewer_than_five_pairs_tell_nothing_and_few_are_not_counted_out():
    assert gain_of(*sides(*[(0.5, 0.75)] * 4)) is None
    found = gain_of(*sides(*[(0.5, 0.75)] * 5, *[(1.0, 1.0)] * 4))
    assert (found.at_maximum, found.mean_gain) == (None, 0.5)
    found = gain_of(*sides(*[(0.5, 0.75)] * 4, *[(1.0, 1.0)] * 5))
    assert (found.at_maximum, found.mean_gain) == (None, None)
    before, after = sides(*[(0.5, 0.75)] * 9)
    found = gain_of(before, {person: after[person] for person in range(6)})
    assert (found.pairs, found.only_before, found.taken_before) == (6, None, None)
    assert (found.only_after, found.taken_after) == (0, 6)


shares = st.integers(0, 10).map(lambda tenth: tenth / 10)


@given(st.lists(st.tuples(shares, shares), min_size=5, max_size=30))
def test_gain_is_within_its_range_and_no_order_changes_it(pairs):
    found = gain_of(*sides(*pairs))
    assert 0 <= found.mean_before <= 1
    assert 0 <= found.mean_after <= 1
    assert found.mean_gain is None or found.mean_gain <= 1
    assert gain_of(*sides(*pairs[::-1])) == found


# Who pairs with what


@pytest.fixture
def pair(db) -> TestPair:
    """Two quizzes of two questions, the first of objective M1-O1, the second of M1-O2."""
    quizzes = [make_quiz_of(*[("single", make_content())] * 2, counts=counts) for counts in ("first", "best")]
    for quiz in quizzes:
        second = quiz.current_version.sections[0]["questions"][1]
        Question.objects.filter(versions=second).update(objective="M1-O2")
    return TestPair.objects.create(titles={"en": "Trust"}, before=quizzes[0], after=quizzes[1])


def both(pair, person, before: str, after: str, **values) -> None:
    """“a” is right: before and after are the two choices each."""
    for quiz, said in ((pair.before, before), (pair.after, after)):
        answered(quiz, person, [[choice] for choice in said], **PLACE | values)


def test_each_objective_is_shown_before_and_after(pair):
    people = make_people(6)
    for person, before, after in zip(
        people, ["bb", "bb", "ab", "ab", "bb", "aa"], ["ab"] * 3 + ["aa"] * 3, strict=True
    ):
        both(pair, person, before, after)
    found = gain_in(pair, HERE)
    assert [(each.objective, each.before, each.after) for each in found.objectives] == [
        ("M1-O1", 3 / 6, 1.0),
        ("M1-O2", pytest.approx(1 / 6), 3 / 6),
    ]
    assert (found.mean_before, found.mean_after, found.at_maximum) == (
        pytest.approx(4 / 12),
        pytest.approx(9 / 12),
        None,
    )
    # gains .5 .5 0 1 1, the sixth was at the maximum
    assert found.mean_gain == pytest.approx(3 / 5)


def test_pairs_are_within_one_place_and_of_the_attempt_that_counts(pair):
    anna, bela = make_people(2)
    both(pair, anna, "bb", "bb")
    both(pair, anna, "aa", "aa", started_at=NOON + datetime.timedelta(hours=1))
    both(pair, bela, "aa", "aa", context_key="elsewhere")
    before, after = takings(pair, HERE)
    assert (before.keys(), after.keys()) == ({anna.pk}, {anna.pk})
    assert (before[anna.pk].share, after[anna.pk].share) == (0, 1)  # the first before, the best after
    assert takings(pair, HERE, {"before": "last"})[0][anna.pk].share == 1
    average = takings(pair, HERE, {"before": "average"})[0][anna.pk]
    assert (average.share, average.objectives["M1-O1"]) == (0.5, (1.0, 2.0))


def test_a_score_from_paper_enters_gain_and_taken_but_neither_an_objective_nor_passing(pair, typist):
    people = make_people(7)
    for person in people[:5]:
        both(pair, person, "bb", "aa")
    for person in people[5:]:
        enter(pair, person, typist, side="before", score=1, max_score=4)
        enter(pair, person, typist, side="after", score=3, max_score=4)
    found = gain_in(pair, HERE)
    assert (found.pairs, found.taken_before, found.taken_after) == (7, 7, 7)
    assert found.mean_gain == pytest.approx((5 * 1 + 2 * (0.5 / 0.75)) / 7)
    assert [(each.before, each.after) for each in found.objectives] == [(0, 1), (0, 1)]
    assert not pair.after.attempts.filter(person__in=people[5:]).exists()


def test_an_answer_given_here_goes_before_one_on_paper_and_a_withdrawn_one_counts_nowhere(pair, typist):
    anna, bela = make_people(2)
    both(pair, anna, "aa", "aa")
    enter(pair, anna, typist, score=0)
    actions.withdraw_paper_score(enter(pair, bela, typist, score=1), by=typist)
    assert takings(pair, HERE)[0] == {anna.pk: Taken(1.0, {"M1-O1": (1, 1), "M1-O2": (1, 1)})}


# Scores from paper


@pytest.fixture
def typist(dana):
    dana.user_permissions.add(*permissions("accommodate_person", "see_analysis"))
    return type(dana).objects.get(pk=dana.pk)


def enter(pair, person, by, **values) -> PaperScore:
    said = {"side": "before", "score": Decimal(3), "max_score": Decimal(10), "taken_on": DAY} | PLACE | values
    return actions.enter_paper_score(pair, person, by=by, **said)


def test_typing_in_and_withdrawing_happen_once(pair, typist, amina):
    score = enter(pair, amina, typist)
    assert enter(pair, amina, typist) == score
    assert (score.entered_by, score.withdrawn_at) == (typist, None)
    with pytest.raises(ValidationError, match="has another score there: 3.00 of 10.00"):
        enter(pair, amina, typist, score=Decimal(4))
    gone = actions.withdraw_paper_score(score, by=typist)
    assert actions.withdraw_paper_score(score, by=typist).withdrawn_at == gone.withdrawn_at
    assert gone.withdrawn_by == typist
    assert enter(pair, amina, typist, score=Decimal(4)).pk != score.pk
    deeds = LogEntry.objects.filter(action__startswith="paper_score").order_by("pk").values_list("action", flat=True)
    assert list(deeds) == ["paper_score.entered", "paper_score.withdrawn", "paper_score.entered"]


@pytest.mark.parametrize(
    "values",
    [
        {"score": Decimal(11)},
        {"score": Decimal(-1)},
        {"max_score": Decimal(0), "score": Decimal(0)},
        {"taken_on": DAY + datetime.timedelta(days=10_000)},
        {"side": "between"},
        {"context_key": ""},
        {"context_key": "x" * 65},
    ],
)
def test_what_cannot_be_is_refused(pair, typist, amina, values):
    with pytest.raises(ValidationError):
        enter(pair, amina, typist, **values)
    assert not PaperScore.objects.exists()


def test_nobody_types_in_without_the_right_her_own_or_that_of_one_who_left(pair, typist, amina, bruno):
    amina.is_active = False
    for person, by in ((bruno, bruno), (bruno, amina), (typist, typist), (amina, typist)):
        with pytest.raises(ValidationError):
            enter(pair, person, by)
    score = enter(pair, bruno, typist)
    with pytest.raises(ValidationError):
        actions.withdraw_paper_score(score, by=bruno)
    bruno.user_permissions.add(*permissions("accommodate_person"))
    with pytest.raises(ValidationError):
        actions.withdraw_paper_score(score, by=type(bruno).objects.get(pk=bruno.pk))
    assert not PaperScore.objects.exclude(withdrawn_at=None).exists()


# Pages


def address(name: str, pair: TestPair, context: Context | None = HERE) -> str:
    query = f"?kind={context.kind}&key={context.key}" if context else ""
    return reverse(f"assessments:{name}", args=[pair.uuid]) + query


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def sheet(*lines: tuple[str, str], **values) -> dict:
    form = {"side": "before", "max_score": "10", "taken_on": "2026-03-02"} | values
    form |= {"line-TOTAL_FORMS": "10", "line-INITIAL_FORMS": "0"}
    for place, (email, score) in enumerate(lines):
        form |= {f"line-{place}-email": email, f"line-{place}-score": score}
    return form


def test_the_page_for_the_room_shows_the_gain(pair, typist, client_for):
    for person in make_people(6):
        both(pair, person, "bb", "ab")
    client = client_for(typist)
    text = text_of(client.get(address("pair", pair)))
    assert "<strong>6</strong><span>People who took both" in text
    assert "<strong>50%</strong><span>Mean gain" in text
    assert text.count('<rect data-before width="0" height="4"/>') == 3
    assert [text.count(f'<rect width="{width}" height="4"/>') for width in (50, 100, 0)] == [1, 1, 1]
    assert "<bdi>M1-O2</bdi>" in text
    assert "Type in scores from paper" in text


def test_the_page_says_what_an_objective_is(pair, typist, client_for, make_module):  # noqa: F811
    module = make_module("m1", objectives=[("objective", {"code": "M1-O2", "text": "plan a meeting"})])
    Question.objects.filter(objective="M1-O2").update(module_key=module.translation_key)
    for person in make_people(6):
        both(pair, person, "bb", "ab")
    text = text_of(client_for(typist).get(address("pair", pair)))
    assert '<bdi>M1-O2</bdi> <span lang="en" dir="auto">plan a meeting</span>' in text
    assert "<bdi>M1-O1</bdi></th>" in text


def test_without_a_place_the_page_offers_those_that_there_are(pair, typist, client_for):
    for person in make_people(1):
        both(pair, person, "bb", "ab")
    client, link = client_for(typist), "?kind=workshop&amp;key=CEP-2023-MBA"
    for url in (address("pair", pair, None), reverse("assessments:pairs")):
        text = text_of(client.get(url))
        assert "Trust" in text
        assert f"{reverse('assessments:pair', args=[pair.uuid])}{link}" in text


def test_four_pairs_are_a_sentence_and_no_figure(pair, typist, client_for):
    for person in make_people(4):
        both(pair, person, "bb", "ab")
    text = text_of(client_for(typist).get(address("pair", pair)))
    assert "Fewer than five people have taken both tests here" in text
    assert "<table" not in text
    assert "%" not in text.split("<main")[1].split("</main>")[0]


def test_several_scores_are_typed_in_at_once_or_none(pair, typist, amina, bruno, client_for):
    client, page = client_for(typist), address("paper_scores", pair)
    bad = client.post(page, sheet((amina.email, "7"), (bruno.email, "11")))
    assert "A score lies between 0 and what could be reached." in text_of(bad)
    assert not PaperScore.objects.exists()
    for lines, words in (
        ([(amina.email, "7"), ("nobody@example.org", "1")], "Nobody here has this address"),
        ([(amina.email, "7"), (amina.email.upper(), "8")], "The same person stands in two lines"),
        ([], "Fill in at least one line"),
        ([(typist.email, "7")], "You cannot type in this score"),
        ([("", "7")], "This field is required"),
    ):
        assert words in text_of(client.post(page, sheet(*lines)))
    late = client.post(page, sheet((amina.email, "7"), (bruno.email, "8"), taken_on="2999-01-01"))
    assert text_of(late).count("The date lies in the future.") == 2  # in the summary, and at the field
    assert not PaperScore.objects.exists()
    assert client.post(page, sheet((amina.email.upper(), "7"), (bruno.email, "8.5"))).status_code == 302
    assert sorted(PaperScore.objects.values_list("score", flat=True)) == [7, Decimal("8.5")]
    text = text_of(client.get(page))
    assert "7 of 10" in text
    score = PaperScore.objects.get(person=amina)
    answer = client.post(reverse("assessments:withdraw_paper_score", args=[score.pk]), follow=True)
    assert "withdrawn by Dana Novak" in text_of(answer)


def test_the_pages_are_not_there_for_others(pair, typist, chen, author, amina, bruno, client_for):
    for person in make_people(6):
        both(pair, person, "bb", "ab")
    score = enter(pair, bruno, typist)
    chen.user_permissions.add(*permissions("see_analysis"))
    author.user_permissions.add(*permissions("accommodate_person"))
    urls = [reverse("assessments:pairs"), address("pair", pair), address("paper_scores", pair)]
    answers = [[client_for(person).get(url).status_code for url in urls] for person in (amina, chen, author, typist)]
    assert [Client().get(url).status_code for url in urls] == [302, 302, 302]
    assert answers == [[404, 404, 404], [200, 200, 404], [404, 404, 200], [200, 200, 200]]
    assert "Type in scores" not in text_of(client_for(chen).get(urls[1]))
    withdraw = reverse("assessments:withdraw_paper_score", args=[score.pk])
    assert [client_for(person).post(withdraw).status_code for person in (amina, chen)] == [404, 404]
    assert client_for(chen).post(urls[2], sheet((amina.email, "7"))).status_code == 404
    assert client_for(typist).get(address("paper_scores", pair, None)).status_code == 404
    assert PaperScore.objects.get().withdrawn_at is None


@pytest.mark.parametrize("name", ["pair", "pairs", "paper_scores"])
def test_a_page_costs_the_same_for_one_and_three(name, pair, typist, client_for, django_assert_num_queries):
    client = client_for(typist)
    url = reverse("assessments:pairs") if name == "pairs" else address(name, pair)
    client.get(url)
    people = make_people(9)
    for some in (people[:5], people[5:6], people[6:]):
        for person in some:
            both(pair, person, "bb", "ab", context_key=HERE.key if name == "pair" else f"place {person.pk}")
            enter(pair, person, typist)
            quiz = make_quiz_of(("true_false", CONTENTS["true_false"]()))
            TestPair.objects.create(titles={"en": "Other"}, before=pair.before, after=quiz)
        with django_assert_num_queries({"pair": 11, "pairs": 8, "paper_scores": 9}[name]):
            client.get(url)
