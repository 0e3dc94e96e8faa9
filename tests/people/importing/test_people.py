"""Files of people: dry run, apply, twice, against each other, killed in the middle."""

import time

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elearning.journal.models import LogEntry
from elearning.people.importing import actions, tasks
from elearning.people.importing.people import PeopleJob
from elearning.people.models import FormerTrait, Invitation, User
from tests.factories import make_person
from tests.people.importing.files import PEOPLE, applied, csv_file, looked, reasons, xlsx_file


def test_a_dry_run_writes_nothing_and_the_same_file_twice_changes_nothing(dana, amina, kofi):
    kofi.staff_number = "k-7"
    kofi.save()
    lines = [
        ["Zoë Ødegård", "", "Zoe@Example.org", "Z-1", "French", "F"],
        ["Amina Odhiambo", "أمينة", "AMINA@example.org", "", "", ""],
        ["Kofi Mensah", "", "", "K-7", "", "male"],
    ]
    before = User.objects.count()
    run = looked(csv_file(PEOPLE, *lines), "people", dana)
    assert (run.counts["plan"], run.refused, run.total) == ({"created": 1, "updated": 1, "unchanged": 1}, [], 3)
    assert run.counts["changes"] == [{"line": 3, "who": "Amina Odhiambo", "what": "name in own script: “” → “أمينة”"}]
    assert User.objects.count() == before
    assert applied(xlsx_file(PEOPLE, *lines), "people", dana).counts["applied"] == run.counts["plan"]
    zoe = User.objects.get(email="zoe@example.org")
    assert (zoe.name, zoe.staff_number, zoe.language, zoe.sex) == ("Zoë Ødegård", "Z-1", "fr", "female")
    assert not zoe.has_usable_password()
    assert LogEntry.objects.filter(subject_id=zoe.pk, action="people.added", actor=dana).count() == 1
    again = applied(csv_file(PEOPLE, *lines), "people", dana)
    assert (again.counts["applied"], again.state) == ({"unchanged": 3}, "applied")
    assert User.objects.count() == before + 1


def test_each_bad_line_is_refused_with_its_reason_and_the_others_are_written(dana, amina, kofi):
    kofi.staff_number = "K-7"
    kofi.save()
    lines = [
        ["", "", "new@example.org", "", "", ""],
        ["=HYPERLINK(1)", "", "a@example.org", "", "", ""],
        ["Hidden\u202e", "", "b@example.org", "", "", ""],
        ["N" * 151, "", "c@example.org", "", "", ""],
        ["No Key", "", "", "", "", ""],
        ["Both", "", "amina@example.org", "K-7", "", ""],
        ["No Address", "", "not an address", "", "", ""],
        ["Tlh", "", "d@example.org", "", "Klingon", ""],
        ["Good One", "", "good@example.org", "", "", ""],
        ["Dana N.", "", "dana@example.org", "", "", ""],
        ["Amina Odhiambo", "", "amina@example.org", "", "", "x"],
    ]
    said = reasons(looked(csv_file(PEOPLE, *lines), "people", dana))
    assert "a new person needs a name" in said[2]
    assert said[3] == "name: “=HYPERLINK(1)” is a formula, not a text."
    assert "hidden control characters" in said[4]
    assert "longer than 150" in said[5]
    assert "Neither an e-mail address nor a staff number" in said[6]
    assert said[7] == "This e-mail address and staff number point at several people: Amina Odhiambo · Kofi Mensah."
    assert "is no e-mail address" in said[8]
    assert "“Klingon” is not known" in said[9]
    assert "sex: “x” is not known" in said[12]
    assert set(said) == {2, 3, 4, 5, 6, 7, 8, 9, 12}
    strict = looked(csv_file(PEOPLE, *lines), "people", dana)
    with pytest.raises(actions.Refused, match="9 lines are refused"):
        actions.begin(strict, by=dana, strict=True)
    applied(csv_file(PEOPLE, *lines), "people", dana)
    assert User.objects.filter(email="good@example.org").exists()
    assert not User.objects.filter(email__in=["a@example.org", "b@example.org"]).exists()
    dana.refresh_from_db()
    assert dana.name == "Dana N."  # herself


def test_administrators_and_headquarters_are_changed_by_an_administrator_of_everything_only(dana, chen, offices):
    root = make_person("Rosa Lind", offices["HQ"], is_superuser=True)
    keeper = make_person("Gita Rao", offices["HQ"])
    lines = [["Other Name", "", "rosa@example.org", "", "", ""], ["Danae", "", "dana@example.org", "", "", ""]]
    said = reasons(applied(csv_file(PEOPLE, *lines), "people", keeper))
    assert set(said) == {2, 3}
    assert "only an administrator of everything changes her" in said[2]
    assert applied(csv_file(PEOPLE, *lines), "people", root).counts["applied"] == {"updated": 2}


def test_headquarters_does_not_change_the_address_of_who_works_in_the_cms(dana, author):
    """By an address of her own she could sign in as the author, whom only keepers of people may change."""
    User.objects.filter(pk=author.pk).update(staff_number="A-7")
    lines = [["", "", "dana.too@example.org", "A-7", "", ""]]
    assert "has powers here" in reasons(applied(csv_file(PEOPLE, *lines), "people", dana))[2]
    author.refresh_from_db()
    assert author.email != "dana.too@example.org"
    dana.user_permissions.add(Permission.objects.get(codename="change_user"))
    keeper = User.objects.get(pk=dana.pk)
    assert applied(csv_file(PEOPLE, *lines), "people", keeper).counts["applied"] == {"updated": 1}


def test_two_lines_or_two_files_that_contradict_each_other_are_told(dana, amina):
    amina.staff_number = "A-1"
    amina.save()
    lines = [
        ["Una Palm", "", "una@example.org", "", "", ""],
        ["Una Pahlm", "", "una@example.org", "", "", ""],
        ["Amina O.", "", "amina@example.org", "", "", ""],
        ["Amina Odhi", "", "", "a-1", "", ""],
        ["Twin", "", "twin@example.org", "", "", ""],
        ["Twin", "", "twin@example.org", "", "", ""],
    ]
    run = applied(csv_file(PEOPLE, *lines, name="first.csv"), "people", dana)
    assert reasons(run) == {
        line: f"Line {other} speaks of the same person and says otherwise."
        for line, other in ((2, 3), (3, 2), (4, 5), (5, 4))
    }
    assert run.counts["applied"] == {"refused": 4, "created": 1, "unchanged": 1}
    other = looked(csv_file(PEOPLE, ["Tvin", "", "twin@example.org", "", "", ""], name="b.csv"), "people", dana)
    assert other.counts["changes"][0]["what"] == "name: “Twin” → “Tvin”; line 6 of “first.csv” said otherwise"


def test_a_corrected_sex_and_address_leave_what_must_stay(dana, amina):
    amina.staff_number = "A-1"
    amina.save()
    applied(csv_file(PEOPLE, ["", "", "amina.o@example.org", "A-1", "", "other"]), "people", dana)
    amina.refresh_from_db()
    assert (amina.email, amina.sex) == ("amina.o@example.org", "other")
    assert FormerTrait.objects.get(person=amina).sex == "female"
    assert list(amina.emailaddress_set.values_list("email", "verified")) == [("amina.o@example.org", False)]


def test_killed_in_the_middle_it_goes_on_and_does_nothing_twice(dana, monkeypatch):
    monkeypatch.setattr("elearning.people.importing.jobs.PART", 2)
    lines = [[f"Person {n}", "", f"p{n}@example.org", "", "", ""] for n in range(5)] + [["", "", "", "", "", ""]]
    run = actions.begin(looked(csv_file(PEOPLE, *lines, ["Nobody"]), "people", dana), by=dana)
    write, calls = PeopleJob.write, []

    def killed(self, steps, *, at):
        write(self, steps, at=at)
        calls.append(at)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(PeopleJob, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        tasks.apply_file.call(str(run.uuid))
    monkeypatch.setattr(PeopleJob, "write", write)
    run.refresh_from_db()
    assert (run.state, run.done, User.objects.filter(email__startswith="p").count()) == ("applying", 2, 2)
    tasks.apply_file.call(str(run.uuid))
    tasks.apply_file.call(str(run.uuid))
    run.refresh_from_db()
    assert (run.state, run.counts["applied"], len(run.refused)) == ("applied", {"created": 5, "refused": 1}, 1)
    assert User.objects.filter(email__startswith="p").count() == 5
    assert LogEntry.objects.filter(action="people.added", detail__run=str(run.uuid)).count() == 5


def test_all_or_nothing_leaves_nothing_when_the_world_changed_after_the_dry_run(dana, offices, monkeypatch):
    monkeypatch.setattr("elearning.people.importing.jobs.PART", 1)
    run = looked(csv_file(PEOPLE, ["A", "", "a@example.org"], ["B", "", "b@example.org", "B-1"]), "people", dana)
    make_person("Bea Other", account=False, staff_number="B-1")
    make_person("b Address")
    actions.apply(actions.begin(run, by=dana, strict=True))
    run.refresh_from_db()
    assert run.state == "failed"
    assert "Line 3: This e-mail address and staff number point at several people" in run.error
    assert not User.objects.filter(email="a@example.org").exists()


def test_a_thousand_people_come_in_under_a_hundred_queries_and_ten_seconds(dana):
    lines = [[f"Person {n}", "", f"p{n}@example.org", f"S-{n}", "en", "female"] for n in range(1000)]
    run = looked(csv_file(PEOPLE, *lines), "people", dana)
    actions.begin(run, by=dana, strict=True, invite=True)
    run.refresh_from_db()
    began = time.process_time()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        actions.apply(run)
    assert (len(queries) < 100, time.process_time() - began < 10) == (True, True)
    assert User.objects.filter(staff_number__startswith="S-").count() == 1000
    few = list(User.objects.filter(staff_number__in=["S-1", "S-2"]).values_list("pk", flat=True))
    tasks.invite_people.call(few, dana.pk)
    tasks.invite_people.call(few, dana.pk)
    assert Invitation.objects.count() == 2


def test_columns_that_are_missing_doubled_or_unknown(dana):
    run = looked(csv_file(["name", "e-mail", "shoe size"], ["Una", "una@example.org", "38"]), "people", dana)
    assert (run.counts["ignored"], run.counts["plan"]) == (["shoe size"], {"created": 1})
    run = looked(csv_file(["name", "Name"], ["Una", "Una"]), "people", dana)
    assert (run.state, run.error) == ("failed", "Two columns are called “name”.")
    run = looked(csv_file(["person", "from"], ["x", "y"]), "postings", dana)
    assert run.error.startswith("These columns are missing: office.")
