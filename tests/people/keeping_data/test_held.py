"""The copy of all that is held about a person: complete, hers alone, without what is about others."""

import io
import json
import zipfile

import pytest
from django.utils import timezone

from elearning.journal.models import LogEntry
from elearning.people.actions import Refused
from elearning.people.keeping_data.copying import ask_copy, make, parts_of
from elearning.people.keeping_data.covering import (
    AT_ERASURE,
    BELOW_AT_ERASURE,
    NOT_SHOWN,
    NOT_SHOWN_BELOW,
    below,
    hers,
    unanswered,
)
from elearning.people.models import HeldCopy
from tests.people.keeping_data.world import EMAIL, NAME, TEXT

pytestmark = pytest.mark.django_db


def test_every_table_that_names_her_is_answered_or_left_out_with_a_reason(amina):
    """Fails for a new model: answer `people.signals.held_about` in its app, or write why not into `NOT_SHOWN`."""
    parts = parts_of(amina)
    assert unanswered(parts) == set()
    assert set(NOT_SHOWN) <= hers()
    assert set(AT_ERASURE) == hers(), "say what an erasure does with it, and let its app do it"
    assert not {table for each in parts for table in each.of} & set(NOT_SHOWN)
    assert unanswered([each for each in parts if "toolkit.note" not in each.of]) == {"toolkit.note"}
    assert len({each.name for each in parts}) == len(parts)


def test_every_table_that_hangs_upon_a_row_of_hers_is_answered_or_left_out_with_a_reason(amina):
    """Fails for a new model with a key to a registration, an enrolment, an attempt, a record, a notice …"""
    answered = {table for each in parts_of(amina) for table in each.of}
    assert below() - answered == set(NOT_SHOWN_BELOW)
    assert below() == set(BELOW_AT_ERASURE), "say what an erasure does with it, and let its app do it"
    assert {"workshops.need", "courses.evidence", "assessments.answersave", "notices.delivery"} < below()
    assert not below() & hers()


def test_the_copy_holds_her_data_and_files_and_nothing_about_others(world, client_for, dana, efua, amina):
    person = world.person
    page = client_for(person)
    assert page.post("/people/me/held/").status_code == 302
    assert ask_copy(person, by=person) == HeldCopy.objects.get()  # twice is once
    copy = make(HeldCopy.objects.get())
    assert (copy.done, copy.total) == (len(parts_of(person)), len(parts_of(person)) + 1)
    answer = page.post(f"/people/copies/{copy.uuid}/fetch/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    said = json.loads(archive.read("data.json"))
    rows = {each["name"]: each["rows"] for each in said["parts"]}
    assert rows["Who you are"][0]["name"] == NAME
    assert rows["Your notes"][0]["note"] == TEXT
    assert rows["What you need"][0]["health"] == TEXT
    assert rows["Your attempts at quizzes"][0]["comment to the learner"] == [f"1: {TEXT}"]
    assert rows["deliveries"][0]["address"] == EMAIL
    files = {name.rpartition("/")[2].partition("-")[2] for name in archive.namelist() if "/" in name}
    assert {"scan.pdf", "claim.pdf", "p.jpg"} <= files
    assert len(files) == 5
    whole = archive.read("data.json").decode()
    assert dana.name not in whole  # who marked, decided, invited
    assert "earned" not in whole
    assert "correct" not in whole
    assert world.certificate.salt not in whole
    assert "badge" not in whole
    pages = [name for name in archive.namelist() if name.endswith(".html")]
    assert len(pages) == len(said["parts"]) + 1
    assert LogEntry.objects.filter(action="people.copy_fetched", actor=person).count() == 1
    for other in (amina, efua, dana):  # dana may ask for a copy of her own, and not fetch this one
        assert client_for(other).post(f"/people/copies/{copy.uuid}/fetch/").status_code == 404
        assert client_for(other).get(f"/people/copies/{copy.uuid}/").status_code == 404
    HeldCopy.objects.update(ready_at=timezone.now() - timezone.timedelta(days=8))
    assert page.post(f"/people/copies/{copy.uuid}/fetch/").status_code == 302  # it is over
    assert "deleted after seven days" in page.get("/people/me/held/").content.decode()


def test_headquarters_asks_for_her_with_a_reason(amina, bruno, efua, dana, client_for):
    with pytest.raises(Refused):
        ask_copy(amina, by=dana, why=" ")
    with pytest.raises(Refused):
        ask_copy(amina, by=efua, why="She wrote to me")
    made = ask_copy(amina, by=dana, why="She wrote to us")
    entry = LogEntry.objects.get(action="people.copy_asked")
    assert (entry.actor, entry.subject_id, entry.reason) == (dana, str(amina.pk), "She wrote to us")
    make(made)
    assert client_for(dana).post(f"/people/copies/{made.uuid}/fetch/").status_code == 200
    assert client_for(amina).post(f"/people/copies/{made.uuid}/fetch/").status_code == 200
    assert client_for(bruno).post(f"/people/copies/{made.uuid}/fetch/").status_code == 404
    assert client_for(efua).get(f"/people/held/{amina.uuid}/").status_code == 404
    page = client_for(dana).get(f"/people/held/{amina.uuid}/").content.decode()
    assert "She wrote to us" in page
