"""Highlights and notes: kept once, found again, hers alone whatever another's role, and taken along as a file."""

import datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from elearning.people.actions import Refused
from elearning.toolkit.actions import keep_note
from elearning.toolkit.learning import highlights
from elearning.toolkit.learning.highlights import change_note, keep_highlight
from elearning.toolkit.learning.kept import kept_by
from elearning.toolkit.models import Highlight, Note

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def mark(module, paragraphs, amina) -> Highlight:
    """Amina marked the second *beta*."""
    where = {"anchor": paragraphs[2].anchor, "quote": "beta  again", "prefix": "follows,", "suffix": "."}
    return keep_highlight(amina, module, uuid=uuid4(), note="# *Mine* <b>", **where)


def test_what_is_sent_twice_is_one_and_the_later_note_stands(module, mark, amina, bruno, monkeypatch):
    now = timezone.now()
    assert keep_highlight(amina, module, uuid=mark.uuid, note="older", at=now - 9 * MINUTE).note == "# *Mine* <b>"
    later = keep_highlight(amina, module, uuid=mark.uuid, note="newer", at=now + MINUTE)
    assert (later.note, later.quote, Highlight.objects.count()) == ("newer", "beta  again", 1)
    with pytest.raises(Refused):
        keep_highlight(bruno, module, uuid=mark.uuid, note="mine now")
    with pytest.raises(Refused):
        keep_highlight(amina, module, uuid=uuid4(), note="  ")
    monkeypatch.setattr(highlights, "MOST_PER_MODULE", 1)
    with pytest.raises(Refused):
        keep_highlight(amina, module, uuid=uuid4(), note="one more")
    assert change_note(mark, " ").note == ""
    mark.quote = ""
    assert change_note(mark, "") is None
    assert not Highlight.objects.exists()


def test_a_quote_is_found_again_or_said_to_be_gone(module, mark, paragraphs, amina, django_assert_num_queries):
    keep_note(amina, module_key=module.translation_key, key="m1-r1", text="A thought")
    kept_by(amina, "en")
    with django_assert_num_queries(4):
        (of_module,) = kept_by(amina, "en")
    assert [(one.note, one.changed) for one in of_module.kept] == [("# *Mine* <b>", False), ("A thought", False)]
    assert of_module.kept[0].url.endswith(f"/m8/#{paragraphs[2].anchor}")
    assert [one.note for one in kept_by(amina, "en", words="MINÉ")[0].kept] == ["# *Mine* <b>"]
    assert kept_by(amina, "en", words="nothing") == []
    module.body = module.body.raw_data[:1]
    module.save_revision().publish()
    ((one, _other),) = (each.kept for each in kept_by(amina, "en"))
    assert (one.changed, one.url.endswith("/m8/")) == (True, True)
    module.unpublish()
    (of_module,) = kept_by(amina, "en")
    assert (of_module.title, of_module.kept[0].changed, of_module.kept[0].url) == (None, False, "")


def test_nobody_else_reads_changes_or_deletes_them(module, mark, amina, bruno, dana, author, client, client_for):
    root = bruno
    root.is_superuser = True
    root.save()
    for person in (root, dana, author):
        other = client_for(person)
        assert "beta  again" not in other.get(module.get_url()).content.decode()
        assert "Mine" not in other.get("/notes/").content.decode()
        assert b"Mine" not in other.get("/notes/export/markdown/").content
        assert other.get(f"/notes/{mark.uuid}/").status_code == 404
        other.post(f"/notes/{mark.uuid}/delete/")
        answer = other.post(f"/notes/{module.pk}/add/", {"uuid": str(mark.uuid), "note": "x"})
        assert answer.status_code == 422
    note = keep_note(amina, module_key=module.translation_key, key="m1-r1", text="A thought")
    client_for(dana).post(f"/notes/reflections/{note.pk}/delete/")
    assert client.get("/notes/export/html/").status_code == 302
    mark.refresh_from_db()
    assert (mark.note, Note.objects.count()) == ("# *Mine* <b>", 1)


def test_the_pages_of_notes(module, mark, amina, client_for, django_assert_num_queries):
    hers, add = client_for(amina), f"/notes/{module.pk}/add/"
    page = hers.get(module.get_url()).content.decode()
    assert 'data-prefix="follows," data-suffix="."' in page
    assert "# *Mine* &lt;b&gt;" in page
    assert hers.post(add, {"note": "A plain note"}).url == f"{module.get_url()}#kept"
    piece = {"anchor": mark.anchor, "quote": "Alpha", "prefix": "", "suffix": "begins", "uuid": str(uuid4())}
    twice = [hers.post(add, piece, headers={"Accept": "application/json"}) for _time in range(2)]
    assert [(answer.status_code, answer.json()) for answer in twice] == [(201, {"uuid": piece["uuid"]})] * 2
    for bad in ({"note": ""}, {"note": "\0"}, {"note": "a" * 10_001}, {"uuid": "x", "note": "a"}, {"anchor": "x"}):
        assert hers.post(add, bad).status_code == 422
    assert "fault" in hers.post(add, {}, headers={"Accept": "application/json"}).json()
    assert Highlight.objects.count() == 3
    hers.get("/notes/")
    with django_assert_num_queries(8):
        page = hers.get("/notes/").content.decode()
    assert page.count('<li class="card">') == 3
    assert hers.post(f"/notes/{mark.uuid}/", {"note": "Other words"}).status_code == 302
    assert "Other words" in hers.get("/notes/?q=other").content.decode()
    assert "None of your notes holds “absent”" in hers.get("/notes/?q=absent&page=9").content.decode()
    assert hers.post(f"/notes/{mark.uuid}/delete/", {"page": module.pk}).url == f"{module.get_url()}#kept"
    assert hers.post(f"/notes/{mark.uuid}/delete/", {"page": "x" * 99}).url == "/notes/"
    assert Highlight.objects.count() == 2


def test_the_files(module, mark, amina, client_for):
    keep_highlight(amina, module, uuid=uuid4(), note="1. ثقة\n- two")
    hers = client_for(amina)
    text = hers.get("/notes/export/markdown/")
    assert text["Content-Disposition"] == 'attachment; filename="notes.md"'
    lines = text.content.decode()
    assert "# My notes\n\n## Trust\n\n> beta  again\n\n\\# \\*Mine\\* \\<b\\>\n\n" in lines
    assert "1\\. ثقة" in lines
    assert "\\- two" in lines
    html = hers.get("/notes/export/html/").content.decode()
    assert '<html lang="en" dir="ltr">' in html
    assert "<p># *Mine* &lt;b&gt;</p>" in html
    assert hers.get("/notes/export/docx/").status_code == 404
    hers.cookies["django_language"] = "ar"
    assert 'lang="ar" dir="rtl"' in hers.get("/notes/export/html/").content.decode()
