"""Questions into the bank and out of it by the command line."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from assessments.exchange import sheet_writing
from assessments.exchange.comparing import same
from assessments.models import Category, Question, QuestionVersion
from tests.assessments.exchange.samples import CONTENTS, all_types

pytestmark = pytest.mark.django_db

GIFT = "::Capital::Where is Accra? {=Ghana ~Kenya}\n\n// a remark\n::Sky::The sky is blue. {T}\n\nOnly words.\n"


def run(name: str, *words: str) -> str:
    out = io.StringIO()
    call_command(name, *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def gift(tmp_path) -> Path:
    file = tmp_path / "cep.gift.txt"
    file.write_text(GIFT, encoding="utf-8")
    return file


def test_a_file_comes_in_once_into_the_bank_of_its_name(gift):
    said = run("import_questions", str(gift))
    assert "cep.gift.txt: gift, bank “cep”, language en" in said
    assert "2 new, 0 changed, 0 unchanged, 0 refused, 1 left out, 0 faults" in said
    assert "line 6: left out: Only words.: It is a description: it asks nothing." in said
    assert list(Category.objects.values_list("name", flat=True)) == ["cep"]
    assert "0 new, 0 changed, 2 unchanged" in run("import_questions", str(gift))
    assert QuestionVersion.objects.filter(state="ready").count() == 2


def test_a_dry_run_writes_nothing_and_drafts_can_be_written(gift):
    assert "dry run" in run("import_questions", str(gift), "--dry-run", "--bank", "Other")
    assert Question.objects.count() == 0
    run("import_questions", str(gift), "--draft", "--bank", "Other", "--language", "fr")
    assert Category.objects.get().name == "Other"
    assert {(each.state, *each.content["texts"]) for each in QuestionVersion.objects.all()} == {("draft", "fr")}


def test_one_fault_keeps_all_out_and_is_named_with_its_line(gift, capsys):
    gift.write_text(GIFT + "\n::Bad::What? {~a ~b}\n", encoding="utf-8")
    out = io.StringIO()
    with pytest.raises(CommandError, match="Nothing is imported"):
        call_command("import_questions", str(gift), stdout=out)
    assert "line 8: FAULT: Bad: " in out.getvalue()
    assert "1 faults" in out.getvalue()
    assert (Question.objects.count(), Category.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["nowhere.gift"], "cannot be read"),
        (["."], "cannot be read"),
        (["{file}", "--language", "no such"], "no code of a language"),
        (["{file}", "--bank", "x" * 121], "120 signs"),
        (["{odd}"], "no format that is known"),
    ],
)
def test_what_is_wrong_is_said_kindly(gift, tmp_path, words, why):
    (tmp_path / "odd.bin").write_bytes(b"\0\1")
    with pytest.raises(CommandError, match=why):
        run("import_questions", *(word.format(file=gift, odd=tmp_path / "odd.bin") for word in words))


def test_export_and_import_give_the_same_in_every_language(tmp_path):
    file, again = tmp_path / "all.xlsx", tmp_path / "again.xlsx"
    file.write_bytes(sheet_writing.write(all_types().questions)[0])
    run("import_questions", str(file), "--bank", "CEP")
    assert "9 questions written" in run("export_questions", str(again), "--bank", "CEP")
    assert "0 new, 0 changed, 9 unchanged" in run("import_questions", str(again), "--bank", "CEP")
    for version in QuestionVersion.objects.all():
        assert same(version.kind, version.content, CONTENTS[version.kind])
    run("export_questions", str(again))
    assert "0 new, 0 changed, 9 unchanged" in run("import_questions", str(again), "--bank", "")


@pytest.mark.parametrize(("ending", "left_out"), [("gift.txt", 4), ("xml", 1)])
def test_export_to_moodle_names_what_it_cannot_hold(tmp_path, ending, left_out):
    file = tmp_path / "all.xlsx"
    file.write_bytes(sheet_writing.write(all_types().questions)[0])
    run("import_questions", str(file), "--bank", "CEP")
    out = tmp_path / f"out.{ending}"
    said = run("export_questions", str(out), "--bank", "CEP", "--language", "fr")
    assert f"{9 - left_out} questions written" in said
    assert said.count("left out: ") == left_out
    said = run("import_questions", str(out), "--bank", "CEP", "--language", "fr")
    assert f"0 new, 0 changed, {9 - left_out} unchanged" in said


def test_a_category_or_format_that_is_none_is_said_kindly(tmp_path):
    top = Category.objects.create(name="CEP")
    Category.objects.create(name="M1", parent=top)
    with pytest.raises(CommandError, match="There are: “CEP”, “CEP › M1”"):
        run("export_questions", str(tmp_path / "x.xml"), "--category", "M1")
    with pytest.raises(CommandError, match="tells no format"):
        run("export_questions", str(tmp_path / "x.doc"))
    with pytest.raises(CommandError, match="cannot be written"):
        run("export_questions", str(tmp_path / "no" / "x.xml"))
    assert "0 questions written" in run("export_questions", str(tmp_path / "x.xml"), "--category", "CEP / M1")
