"""The pages of imports: who may, what is refused at the door, what a run shows."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from elearning.people.importing import tasks
from elearning.people.models import ImportRun, User
from tests.factories import make_person
from tests.people.importing.files import PEOPLE, csv_file, looked
from tests.people.screens import said

PAGE = "/people/import/"


def test_a_file_goes_from_the_upload_to_the_rows(dana, amina, client_for, settings, mailoutbox):
    client = client_for(dana)
    lines = [["Una Palm", "", "una@example.org", "", "", ""], ["=1+1", "", "x@example.org", "", "", ""]]
    answer = client.post(PAGE, {"kind": "people", "file": csv_file(PEOPLE, *lines)})
    run = ImportRun.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}{run.uuid}/")
    assert "hx-get" in said(client.get(answer["Location"]))
    tasks.look_through.call(str(run.uuid))
    fragment = client.get(f"{PAGE}{run.uuid}/progress/", headers={"HX-Request": "true"})
    assert (fragment["HX-Refresh"], "hx-get" in said(fragment)) == ("true", False)
    page = said(client.get(answer["Location"]))
    assert "Nothing is written yet" in page
    assert "name: “=1+1” is a formula, not a text." in page
    csv = b"".join(client.get(f"{PAGE}{run.uuid}/refused.csv").streaming_content).decode()
    assert csv == '\ufeffLine,Reason\r\n3,"name: “=1+1” is a formula, not a text."\r\n'
    client.post(f"{PAGE}{run.uuid}/apply/", {"strict": "on"})
    assert not User.objects.filter(email="una@example.org").exists()
    for _ in range(2):
        client.post(f"{PAGE}{run.uuid}/apply/", {})
    tasks.apply_file.call(str(run.uuid))
    tasks.apply_file.call(str(run.uuid))
    assert User.objects.filter(email="una@example.org").count() == 1
    assert "This file is applied." in said(client.get(answer["Location"]))
    run.refresh_from_db()
    assert not run.file.storage.exists(run.file.name)
    client.post(f"{PAGE}{run.uuid}/apply/", {})
    assert ImportRun.objects.get().state == "applied"


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"kind": "people"}, "This field is required."),
        ({"kind": "nothing", "file": ("a.csv", b"x")}, "Select a valid choice."),
        ({"kind": "people", "file": ("a.exe", b"x")}, "Send CSV or Excel"),
        ({"kind": "people", "file": ("a.csv", b"")}, "The submitted file is empty."),
        ({"kind": "people", "file": ("a.csv", b"x"), "scans": ("a.zip", b"x")}, "Scans come with past records only."),
    ],
)
def test_what_is_refused_at_the_door(dana, client_for, form, sentence):
    form = {key: SimpleUploadedFile(*value) if isinstance(value, tuple) else value for key, value in form.items()}
    assert sentence in said(client_for(dana).post(PAGE, form))
    assert not ImportRun.objects.exists()


def test_who_may_not_finds_nothing(dana, efua, amina, author, offices, client_for):
    run = looked(csv_file(PEOPLE, ["Una Palm", "", "una@example.org", "", "", ""]), "people", dana)
    paths = [PAGE, f"{PAGE}{run.uuid}/", f"{PAGE}{run.uuid}/refused.csv", f"{PAGE}templates/people.csv"]
    for person in (efua, amina, author):
        client = client_for(person)
        assert {client.get(path).status_code for path in paths} == {404}
        assert client.post(PAGE, {"kind": "people", "file": csv_file(PEOPLE)}).status_code == 404
        assert client.post(f"{PAGE}{run.uuid}/apply/", {}).status_code == 404
    assert (ImportRun.objects.get().state, ImportRun.objects.count()) == ("read", 1)
    keeper = make_person("Gita Rao", offices["HQ"], is_superuser=True)
    assert {client_for(keeper).get(path).status_code for path in paths} == {200}
    assert client_for(dana).get(f"{PAGE}templates/nothing.csv").status_code == 404


def test_the_list_asks_as_much_for_three_files_as_for_one(dana, client_for, django_assert_num_queries):
    client = client_for(dana)
    client.get(PAGE)
    for _ in range(2):
        looked(csv_file(PEOPLE, ["Una Palm", "", "una@example.org", "", "", ""]), "people", dana)
        with django_assert_num_queries(5):
            client.get(PAGE)
