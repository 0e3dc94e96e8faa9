"""The app that a device keeps: open to anybody, without anything personal, and all of its files named."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.workshops.room.rooms import CODE, NAMES, make_room
from workshops.room import files
from workshops.room.words import words

STATIC: Path = settings.BASE_DIR / "elearning" / "static"


def url(name: str) -> str:
    return reverse(f"workshops:{name}", args=[CODE])


@pytest.fixture
def workshop(offices, chen):
    return make_room(offices, chen)


def facts_of(answer) -> dict:
    return json.loads(re.match(r"const ROOM = (.*);\n", answer.content.decode())[1])


def test_the_shell_is_the_same_for_everybody_and_holds_nobody(client, client_for, workshop, chen):
    by_nobody, by_chen = client.get(url("room_app")), client_for(chen).get(url("room_app"))
    assert by_nobody.content == by_chen.content
    text = by_nobody.content.decode()
    assert [name for name in (*NAMES, "Chen", "csrf", "BADGE001") if name in text] == []
    assert "no-store" in by_nobody["Cache-Control"]


def test_the_shell_speaks_the_readers_language(client, workshop):
    text = client.get(url("room_app"), headers={"accept-language": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in text


def test_the_manifest_makes_it_installable(client, workshop):
    answer = client.get(url("room_manifest"))
    assert answer["Content-Type"] == "application/manifest+json"
    said = answer.json()
    assert said["start_url"] == said["scope"] == url("room_app")
    assert (said["display"], said["short_name"]) == ("standalone", CODE)
    assert {"192x192", "512x512", "any"} == {icon["sizes"] for icon in said["icons"]}
    for icon in said["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))


def test_the_worker_lies_within_its_scope_and_is_never_kept(client, workshop):
    answer = client.get(url("room_worker"))
    assert answer["Content-Type"] == "text/javascript"
    assert answer["Service-Worker-Allowed"] == url("room_app")
    assert url("room_worker").startswith(url("room_app"))
    assert "no-store" in answer["Cache-Control"]
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_the_worker_keeps_the_shell_and_every_file_of_it(client, workshop):
    facts = facts_of(client.get(url("room_worker")))
    assert facts["shell"] == url("room_app")
    assert facts["cache"].startswith(facts["prefix"])
    assert len(set(facts["files"])) == len(facts["files"])
    named = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get(url("room_app")).content.decode()))
    assert named <= set(facts["files"])
    assert [path for path in facts["files"] + facts["decoder"] if not finders.find(path.removeprefix("/static/"))] == []
    folder = {f"js/room/{path.name}" for path in (STATIC / "js" / "room").glob("*.js")}
    assert folder - {"js/room/worker.js", "js/room/prepare.js"} == set(files.SCRIPTS)


def test_the_worker_changes_with_the_shell(client, workshop):
    before = facts_of(client.get(url("room_worker")))["cache"]
    assert facts_of(client.get(url("room_worker")))["cache"] == before
    in_french = facts_of(client.get(url("room_worker"), headers={"accept-language": "ar"}))["cache"]
    workshop.texts.update(title="Another title")
    assert len({before, in_french, facts_of(client.get(url("room_worker")))["cache"]}) == 3


def test_the_worker_of_one_workshop_leaves_alone_what_another_keeps(client, workshop):
    own = facts_of(client.get(url("room_worker")))["prefix"]
    type(workshop).objects.update(code=f"{CODE}-2")  # the second workshop of a cascade
    address = reverse("workshops:room_worker", args=[f"{CODE}-2"])
    assert not facts_of(client.get(address))["cache"].startswith(own)


def test_collected_files_need_no_parts():
    assert "css/components/room-bar.css" in files.sheets(collected=False)
    assert files.sheets(collected=True) == ["css/site.css", "css/workshop-room.css"]


def test_a_draft_has_no_app_for_strangers(client, workshop):
    type(workshop).objects.update(state="draft")
    assert {client.get(url(name)).status_code for name in ("room_app", "room_manifest", "room_worker")} == {404}


def test_each_word_that_the_scripts_ask_for_is_there_and_no_other():
    text = "\n".join(path.read_text() for path in (STATIC / "js" / "room").glob("*.js"))
    asked = set(re.findall(r'"(\w+)"', text))
    assert {name for name in words() if name not in asked and f"{name}:" not in text} == set()
    named = {name for call in re.findall(r"word\(([^)]*)", text) for name in re.findall(r'^"(\w+)"', call)}
    assert named <= set(words())


def test_the_reader_of_codes_is_the_one_that_was_checked():
    import hashlib

    folder = STATIC / Path(files.DECODER).parent
    sums = dict(line.split()[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in sums} == sums
    assert set(sums) == {"jsQR.js", "LICENSE"}
    assert "WebAssembly" not in (folder / "jsQR.js").read_text()


def test_the_worker_knows_the_shell_of_its_own_version(client, workshop):
    """One that a deployment, or the page of a proxy, slipped in does not name this script: it is not kept."""
    entry = facts_of(client.get(url("room_worker")))["entry"]
    assert f'src="{entry}"' in client.get(url("room_app")).content.decode()
