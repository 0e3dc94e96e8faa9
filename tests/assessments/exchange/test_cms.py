"""Import and export in the CMS: a dry run first, what was shown is what is done, and only for who may."""

import io
import re
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from assessments.exchange import sheet_writing, sheets
from assessments.models import Category, Question, QuestionVersion
from elearning.journal.models import LogEntry
from elearning.people.models import User
from tests.assessments.authors import make_writer, permissions, text_of
from tests.assessments.exchange.samples import CONTENTS, all_types, given

IMPORT, EXPORT = "/cms/questions/import/", "/cms/questions/export/"
GIFT = b"::Capital::Where is Accra? {=Ghana ~Kenya}\n\n::Sky::The sky is blue. {T}\n\nOnly words.\n"


@pytest.fixture
def writer(author) -> User:
    return make_writer(author)


@pytest.fixture
def client(writer, client_for):
    return client_for(writer)


def send(client, data: bytes = GIFT, name: str = "cep.gift", **values):
    """Sends a file; returns the address of the dry run, or the page with its faults."""
    form = {"file": SimpleUploadedFile(name, data), "language": "en", "state": "ready"} | values
    answer = client.post(IMPORT, form)
    return answer.url if answer.status_code == 302 else answer


def confirm(client, path: str, **values):
    page = client.get(path)
    digest = re.search(r'name="digest" value="([0-9a-f]{32})"', page.content.decode())[1]
    return client.post(path, {"digest": digest} | values)


def test_a_file_is_shown_first_and_imported_on_confirmation(client, writer, settings):
    assert "Show what would be imported" in text_of(client.get(IMPORT))
    path = send(client)
    said = text_of(client.get(path))
    for sentence in (
        "into the bank “cep”",
        "New: 2",
        "Left out: of no type that is known here: 1",
        "Import these 2 questions",
    ):
        assert sentence in said
    assert 'href="#left-out"' in said
    assert '<td>5</td><th scope="row">Only words.</th><td>It is a description: it asks nothing.' in said
    assert (Question.objects.count(), Category.objects.count()) == (0, 0)
    done = confirm(client, path)
    entry = LogEntry.objects.get(action="questions.imported")
    assert done.url == reverse("questions_cms:import_done", args=[entry.pk])
    assert (entry.actor, entry.detail["new"]) == (writer, 2)
    said = text_of(client.get(done.url))
    assert "Questions of the bank “cep”" in said
    assert "?category=" in said
    assert QuestionVersion.objects.filter(state="ready", created_by=writer).count() == 2
    assert list((Path(settings.VAR_DIR) / "imports").iterdir()) == []
    said = text_of(client.get(send(client)))
    assert "There is nothing to import" in said
    assert '<button class="button">' not in said


def test_a_file_with_faults_cannot_be_confirmed(client):
    path = send(client, GIFT + b"\n::Bad::What? {~a ~b}\n")
    said = text_of(client.get(path))
    assert "Nothing can be imported: the file has faults." in said
    assert '<td>7</td><th scope="row">Bad</th>' in said
    assert "digest" not in said
    assert "Nothing is imported" in text_of(client.post(path, {"digest": client.get(path).context["plan"].digest}))
    assert Question.objects.count() == 0


def test_what_changed_meanwhile_is_shown_again(client):
    path = send(client)
    digest = client.get(path).context["plan"].digest
    confirm(client, send(client, b"::Sky::The sky is blue. {F}\n", bank="cep"))
    said = text_of(client.post(path, {"digest": digest}))
    assert "The bank was changed meanwhile." in said
    assert "Changed: 1" in said
    assert QuestionVersion.objects.count() == 1
    assert client.post(path, {}).status_code == 200
    assert QuestionVersion.objects.count() == 1


def test_what_is_refused_is_left_aside_only_if_that_was_said(client):
    path = send(client, b"// [id:a] [objective:M123456789012345678901]\n::A::So? {T}\n\n::B::So? {F}\n")
    assert "Import this 1 question, without the one that is refused" in text_of(client.get(path))
    assert "Some questions are refused." in text_of(confirm(client, path))
    confirm(client, path, without_refused="1")
    assert Question.objects.get().name == "B"


def test_what_cannot_be_taken_is_said_on_the_form(client):
    assert "of no format that is known" in text_of(send(client, b"\0\1\2", "odd.bin"))
    assert "This field is required" in text_of(client.post(IMPORT, {"language": "en", "state": "ready"}))
    assert "no Excel sheet" in text_of(client.get(send(client, b"PK\x03\x04", "x.xlsx", format="xlsx")))


def test_a_large_file_is_not_looked_at(client, monkeypatch):
    monkeypatch.setattr("assessments.exchange_forms.LARGEST", 10)
    assert "larger than 20 MB" in text_of(send(client))


def test_a_file_is_kept_for_its_sender_alone_and_for_a_day(client, writer, dana, client_for, monkeypatch):
    path = send(client)
    dana.user_permissions.add(*permissions("add_question", "change_question"))
    dana.groups.add(*writer.groups.all())
    assert client_for(dana).get(path).url == IMPORT
    assert client.get(f"{IMPORT}check/?file=nothing").url == IMPORT
    assert client.get(f"{IMPORT}check/").url == IMPORT
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 25 * 60 * 60)
    assert client.get(path).url == IMPORT


def test_old_files_go_when_another_comes(client, settings):
    folder = Path(settings.VAR_DIR) / "imports"
    for number in range(13):
        send(client, GIFT + b"// %d" % number)
    assert len(list(folder.iterdir())) == 10
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_sheet_that_names_its_banks_and_drafts(client):
    data, _left_out = sheet_writing.write([given(code="q", category=("CEP", "M1"))])
    confirm(client, send(client, data, "x.xlsx", as_in_file="on", state="draft"))
    assert str(Question.objects.get().category.parent) == "CEP"
    assert QuestionVersion.objects.get().state == "draft"


def test_export_asks_then_gives_the_file(client):
    data, _left_out = sheet_writing.write(all_types().questions)
    confirm(client, send(client, data, "x.xlsx", bank="CEP"))
    assert "The newest version of each question" in text_of(client.get(EXPORT))
    answer = client.get(EXPORT, {"format": "xlsx", "category": Category.objects.get().pk, "language": ""})
    assert answer["Content-Disposition"] == 'attachment; filename="cep.xlsx"'
    read = sheets.read(answer.content, "en")
    assert {each.kind for each in read.questions} == set(CONTENTS)
    assert "holds one language: choose it" in text_of(client.get(EXPORT, {"format": "gift"}))
    said = text_of(client.get(EXPORT, {"format": "gift", "language": "fr"}))
    assert "4 questions cannot be written in this format or language:" in said
    assert "Download the other 5 questions" in said
    answer = client.get(EXPORT, {"format": "gift", "language": "fr", "anyway": "1"})
    assert b"::A single one::" in answer.content


def test_the_template_can_be_read_as_it_is(client):
    answer = client.get(reverse("questions_cms:import_template"))
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Questions", "How to"]
    said = text_of(client.get(send(client, answer.content, "template.xlsx")))
    assert "New: 9" in said
    assert 'id="faults"' not in said
    assert 'id="notes"' not in said


@pytest.mark.parametrize("held", [(), ("add_question",), ("change_question",)])
def test_who_may_not_both_add_and_change_gets_nothing(held, author, amina, client_for, db):
    author.user_permissions.add(*permissions(*held))
    entry = LogEntry.objects.create(action="questions.imported", subject_type="x", subject_id="1")
    paths = [reverse(f"questions_cms:{name}") for name in ("import", "import_check", "import_template", "export")]
    paths.append(reverse("questions_cms:import_done", args=[entry.pk]))
    for person in (author, amina):
        client = client_for(person)
        for path in paths:
            assert client.get(path).status_code in (302, 403), path
        assert client.post(IMPORT, {"file": SimpleUploadedFile("x.gift", GIFT)}).status_code in (302, 403)
    assert "Import questions" not in text_of(client_for(author).get(reverse("wagtailadmin_home")))


def test_the_menu_leads_to_both(client):
    said = text_of(client.get(reverse("wagtailadmin_home")))
    assert IMPORT in said
    assert EXPORT in said


def test_another_entry_of_the_log_is_no_import(client):
    entry = LogEntry.objects.create(action="question.written", subject_type="x", subject_id="1")
    assert client.get(reverse("questions_cms:import_done", args=[entry.pk])).status_code == 404
