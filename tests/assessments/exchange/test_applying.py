"""What an import writes: all or nothing, once, in every language, and fast."""

import hashlib
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.exchange.applying import Changed, NotDone, apply_plan
from assessments.exchange.collecting import collect
from assessments.exchange.comparing import same
from assessments.exchange.planning import plan
from assessments.exchange.questions import Fault, Picture, Reading
from assessments.models import Category, Question, QuestionVersion
from assessments.models import Picture as Stored
from elearning.journal.models import LogEntry
from tests.assessments.exchange.samples import CONTENTS, all_types, given, in_languages, picture, reading

pytestmark = pytest.mark.django_db
MANY = 1200


def take(read: Reading, bank: str = "CEP", language: str = "en", **values):
    """Plans and imports."""
    return apply_plan(plan(read, bank=bank, language=language, **values), by=None)


def outcomes(read: Reading, bank: str = "CEP", **values) -> list[str]:
    return [str(item.outcome) for item in plan(read, bank=bank, language="en", **values).items]


def versions() -> list[tuple]:
    return list(
        QuestionVersion.objects.order_by("question__code", "number").values_list("question__code", "number", "state")
    )


def test_each_type_comes_in_with_its_place_tags_and_languages(dana):
    read = all_types()
    read.questions[0] = replace(
        read.questions[0],
        category=("M1", "Start"),
        tags=("basics", "Élan vital"),
        objective="M1-O1",
        points=Decimal("2.5"),
    )
    entry = apply_plan(plan(read, bank="CEP", language="en"), by=dana)
    assert QuestionVersion.objects.filter(state="ready", number=1, created_by=dana).count() == 9
    first = Question.objects.get(code="c-single")
    assert (first.name, first.objective, first.owner) == ("A single one", "M1-O1", dana)
    assert (str(first.category), str(first.category.parent), str(first.category.parent.parent)) == (
        "Start",
        "M1",
        "CEP",
    )
    assert sorted(first.tags.names()) == ["basics", "Élan vital"]
    assert first.versions.get().points == Decimal("2.50")
    for version in QuestionVersion.objects.all():
        assert same(version.kind, version.content, CONTENTS[version.kind])
    assert (entry.action, entry.actor, entry.detail["new"]) == ("questions.imported", dana, 9)
    assert LogEntry.objects.filter(action="question.written", actor=dana).count() == 9


def test_the_same_file_twice_adds_nothing():
    take(all_types())
    logged = LogEntry.objects.count()
    assert outcomes(all_types()) == ["unchanged"] * 9
    assert take(all_types()) is None
    assert (len(versions()), Category.objects.count(), LogEntry.objects.count()) == (9, 1, logged)


def test_without_codes_the_place_and_the_name_tell_who_is_who():
    single, other = CONTENTS["single"], CONTENTS["multiple"]
    read = reading(
        given(name="Same", category=("A",)),
        given("multiple", name="Same", content=other, category=("A",)),
        given(name="Same", content=single | {"correct": ["a"]}, category=("A",)),
        given(name="Same", category=("B",)),
    )
    take(read)
    assert Question.objects.count() == 4
    assert set(Question.objects.values_list("code", flat=True)) == {
        "cep-same",
        "cep-same-2",
        "cep-same-3",
        "cep-same-4",
    }
    assert outcomes(read) == ["unchanged"] * 4
    backwards = reading(*reversed(read.questions))
    assert outcomes(backwards).count("new") == 0
    take(reading(replace(read.questions[3], content=single | {"correct": ["b"]})))
    changed = Question.objects.get(category__name="B")
    assert [version.content["correct"] for version in changed.versions.order_by("number")] == [["c"], ["b"]]


def test_a_file_with_a_fault_imports_nothing():
    read = all_types()
    read.faults.append(Fault(7, "No."))
    with pytest.raises(NotDone, match="has faults"):
        take(read)
    assert (Question.objects.count(), Category.objects.count()) == (0, 0)


def test_a_refused_question_keeps_all_out_unless_one_goes_on_without_it():
    read = reading(given(), given("multiple", objective="M" * 21))
    with pytest.raises(NotDone, match="are refused"):
        take(read)
    assert Question.objects.count() == 0
    apply_plan(plan(read, bank="CEP", language="en"), by=None, without_refused=True)
    assert QuestionVersion.objects.get().kind == "single"


def test_a_failure_at_the_end_leaves_neither_rows_nor_files(monkeypatch, settings):
    read = reading(with_picture())
    monkeypatch.setattr("assessments.exchange.applying.log", lambda *_args, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take(read)
    assert (Question.objects.count(), Stored.objects.count()) == (0, 0)
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_language_is_added_to_what_is_known_and_the_others_stay():
    for kind, content in CONTENTS.items():
        take(reading(given(kind, code=kind, content=in_languages(content, "en", "ar"), points=Decimal(2))))
    read = reading(*(given(kind, code=kind, content=in_languages(each, "fr")) for kind, each in CONTENTS.items()))
    found = plan(read, bank="CEP", language="fr")
    assert {item.reasons for item in found.items} == {("Version 2 adds fr.",)}
    take(read)
    for version in QuestionVersion.objects.filter(number=2):
        assert same(version.kind, version.content, CONTENTS[version.kind])
        assert version.points == 2
    assert outcomes(read) == ["unchanged"] * 9


def test_a_language_whose_keys_are_counted_anew_fits_by_place():
    take(reading(given(code="q", content=in_languages(CONTENTS["single"], "en"))))
    french = {
        "choices": ["a", "b", "c"],
        "correct": ["b"],
        "texts": {
            "fr": {"stem": "Quoi ?", "choices": {"a": {"text": "un"}, "b": {"text": "deux"}, "c": {"text": "trois"}}}
        },
    }
    take(reading(given(code="q", content=french)))
    content = QuestionVersion.objects.get(number=2).content
    assert (content["choices"], content["correct"]) == (["a", "c", "b"], ["c"])
    assert content["texts"]["fr"]["choices"]["c"]["text"] == "deux"
    assert set(content["texts"]) == {"en", "fr"}


def test_another_structure_in_one_language_is_refused_where_others_exist():
    take(reading(given(code="q")))
    french = in_languages(CONTENTS["single"], "fr")
    found = plan(reading(given(code="q", content=french | {"correct": ["a"]})), bank="CEP", language="fr")
    assert "also written in ar, en" in found.items[0].reasons[0]
    assert outcomes(reading(given(code="q", content=CONTENTS["single"] | {"correct": ["a"]}))) == ["changed"]


def test_a_ready_version_is_frozen_and_a_draft_is_changed_in_place():
    take(reading(given(code="q")))
    changed = CONTENTS["single"] | {"correct": ["a"]}
    take(reading(given(code="q", content=changed)), state="draft")
    assert versions() == [("q", 1, "ready"), ("q", 2, "draft")]
    assert QuestionVersion.objects.get(number=1).content["correct"] == ["c"]
    again = CONTENTS["single"] | {"correct": ["b"]}
    assert plan(reading(given(code="q", content=again)), bank="CEP", language="en").items[0].reasons == (
        "Its draft (version 2) is replaced.",
    )
    take(reading(given(code="q", content=again)))
    assert versions() == [("q", 1, "ready"), ("q", 2, "ready")]
    take(reading(given(code="p")), state="draft")
    assert outcomes(reading(given(code="p")), state="draft") == ["unchanged"]
    take(reading(given(code="p")))
    assert ("p", 1, "ready") in versions()


def test_what_was_retired_does_not_come_back_by_an_import():
    take(reading(given(code="q")))
    QuestionVersion.objects.update(state="retired")
    found = plan(reading(given(code="q")), bank="CEP", language="en").items[0]
    assert (found.outcome, found.notes) == ("unchanged", ("It was retired, and stays so.",))
    changed = plan(reading(given(code="q", content=CONTENTS["single"] | {"correct": ["a"]})), bank="CEP", language="en")
    assert "was retired" in changed.items[0].reasons[0]


def test_a_code_that_is_no_slug_or_stands_twice_or_elsewhere():
    take(reading(given(code="Module 1 / Frage ä"), given("multiple", code="Module 1 / Frage ö")))
    codes = sorted(Question.objects.values_list("code", flat=True))
    assert [code[:15] for code in codes] == ["module-1-frage-"] * 2
    assert len(set(codes)) == 2
    assert outcomes(reading(given(code="Module 1 / Frage ä"))) == ["unchanged"]
    assert outcomes(reading(given(code="x"), given(code="x", line=4))) == ["new", "refused"]
    elsewhere = plan(reading(given(code=codes[0])), bank="Other", language="en").items[0]
    assert "belongs to a question in the bank “CEP”" in elsewhere.reasons[0]


def test_what_the_file_says_of_the_place_is_taken_over_and_what_it_leaves_out_stays():
    take(reading(given(code="q", category=("A",), objective="O1", tags=("one",))))
    take(reading(given(code="q", name="New name", category=("B",), tags=("two", "three"))))
    question = Question.objects.get()
    assert (question.name, question.category.name, question.objective) == ("New name", "B", "O1")
    assert sorted(question.tags.names()) == ["three", "two"]
    assert versions() == [("q", 1, "ready")]
    assert outcomes(reading(given(code="q", name="New name"))) == ["unchanged"]


def test_without_a_bank_the_category_begins_with_it():
    take(reading(given(code="q", category=("CEP", "M1"))), bank="")
    assert str(Question.objects.get().category.parent) == "CEP"
    assert outcomes(reading(given(code="p")), bank="") == ["refused"]


# Pictures


def with_picture(data: bytes = b"", name: str = "a%20b.png", **fields):
    texts = {
        "stem": f'See <img src="media:{name}" alt="it">',
        "format": "html",
        "choices": {key: {"text": f"{key}", "feedback": ""} for key in "abc"},
    }
    content = CONTENTS["single"] | {"texts": {"en": texts}}
    return given(content=content, pictures=(Picture(name, data or picture()),), **fields)


def test_a_picture_is_stored_once_under_its_hash_and_goes_out_again():
    data = picture()
    sha256 = hashlib.sha256(data).hexdigest()
    read = reading(with_picture(code="q"), with_picture(code="p", name="other.png"))
    take(read)
    stored = Stored.objects.get()
    assert (stored.sha256, stored.content_type, stored.file.read()) == (sha256, "image/png", data)
    stems = {version.content["texts"]["en"]["stem"] for version in QuestionVersion.objects.all()}
    assert stems == {f'See <img src="media:{sha256}" alt="it">'}
    assert outcomes(read) == ["unchanged"] * 2
    sent = collect(Category.objects.get())
    assert {each.pictures for each in sent} == {(Picture(f"{sha256}.png", data),)}
    assert outcomes(reading(*sent)) == ["unchanged"] * 2


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        picture(size=(90, 90))[:120],
        b"\x89PNG\r\n\x1a\nrubbish",
        picture("BMP"),
    ],
    ids=["svg", "cut", "rubbish", "bmp"],
)
def test_what_is_no_picture_is_left_out_and_named(data):
    item = plan(reading(with_picture(data)), bank="CEP", language="en").items[0]
    assert item.content["texts"]["en"]["stem"] == "See "
    assert item.notes == ("The picture “a%20b.png” is none that can be shown: left out.",)


def test_a_picture_with_too_many_pixels_is_left_out(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 5
    assert plan(reading(with_picture()), bank="CEP", language="en").pictures == {}


def test_a_hash_that_nobody_stored_shows_nothing():
    read = reading(replace(with_picture(name="f" * 64), pictures=()))
    assert plan(read, bank="CEP", language="en").items[0].content["texts"]["en"]["stem"] == "See "


# Two at once, and many


def test_an_import_that_another_overtook_is_asked_again():
    mine = plan(all_types(), bank="CEP", language="en")
    take(all_types())
    with pytest.raises(Changed) as refusal:
        apply_plan(mine, by=None)
    assert {str(item.outcome) for item in refusal.value.plan.items} == {"unchanged"}
    assert len(versions()) == 9
    assert apply_plan(refusal.value.plan, by=None) is None


def test_many_questions_in_one_go_take_few_queries_and_little_time(dana):
    """More than the thousand rows that SQLite reads at once; in proportion as fast as 5,000 in twenty seconds."""
    read = reading(*(given(line=n, name=f"Q {n}", category=(f"M{n % 10}",), tags=("t",)) for n in range(MANY)))
    started = time.process_time()
    found = plan(read, bank="CEP", language="en")
    with CaptureQueriesContext(connection) as queries:
        apply_plan(found, by=dana)
    assert time.process_time() - started < 4.8
    assert len(queries) < 60
    assert QuestionVersion.objects.count() == MANY
    started = time.process_time()
    with CaptureQueriesContext(connection) as queries:
        assert plan(read, bank="CEP", language="en").writes == []
    assert len(queries) < 12
    other = reading(*(replace(each, content=CONTENTS["single"] | {"correct": ["a"]}) for each in read.questions))
    apply_plan(plan(other, bank="CEP", language="en"), by=dana)
    assert QuestionVersion.objects.count() == 2 * MANY
    assert time.process_time() - started < 7.2
