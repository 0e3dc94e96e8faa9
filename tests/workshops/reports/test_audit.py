"""The audit file proves itself, and an evil one neither passes nor harms who looks at it."""

import datetime
import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from elearning.records.sealing import seal
from elearning.records.signing import BadToken, key_pair
from elearning.records.verifying import public_keys
from workshops.models import Letter
from workshops.reports.audit import audit_zip
from workshops.reports.checking import MANIFEST, PURPOSE, SEAL, check_audit


def test_the_audit_file_proves_itself_and_shows_each_change(report, dana, client_for, played, tmp_path, capsys):
    content = client_for(dana).get(f"/workshops/{played.code}/report/1/audit.zip").content
    said = check_audit(io.BytesIO(content), public_keys())
    assert said["dataset_sha256"] == report.sha256
    file = tmp_path / "audit.zip"
    file.write_bytes(content)
    call_command("verify_audit", file)
    assert "Signed by us: report CEP-2023-MBA-R01" in capsys.readouterr().out
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert len(files["events.csv"].splitlines()) == 1 + played.events.count()
    for name, other in (
        ("dataset.json", files["dataset.json"].replace(b"1215", b"1216", 1)),
        ("manifest.json", files["manifest.json"].replace(b"draft", b"final", 1)),
        ("manifest.sig", b"0000.AAAA"),
        ("manifest.sig", files["manifest.sig"][:-8] + b"AAAAAA=="),
        ("extra.txt", b"more"),
    ):
        file.write_bytes(packed(files | {name: other}))
        with pytest.raises(CommandError, match="not genuine"):
            call_command("verify_audit", file)


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"no archive", packed({}), packed({"manifest.json": b"[]", "manifest.sig": b"x"})]
)
def test_what_is_no_audit_file_is_said_to_be_none(content):
    with pytest.raises(BadToken):
        check_audit(io.BytesIO(content), {key_pair("A" * 43 + "=")[2]: "x"})


def sealed(files: dict[str, bytes], manifest: bytes) -> dict[str, bytes]:
    return {MANIFEST: manifest, SEAL: seal(PURPOSE, manifest).encode(), **files}


def test_a_name_that_is_there_twice_is_refused_also_that_of_the_list(report):
    with zipfile.ZipFile(io.BytesIO(audit_zip(report))) as archive:
        files = [(name, archive.read(name)) for name in archive.namelist()]
    for twice in (MANIFEST, SEAL, "dataset.json"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(twice, b"what another reader sees")
            for name, content in files:
                archive.writestr(name, content)
        with pytest.raises(BadToken, match="added or taken away"):
            check_audit(out, public_keys())


def test_a_bomb_is_not_unpacked_and_a_broken_stream_is_a_sentence(report):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b"0" * (17 * 1024 * 1024))
        archive.writestr(SEAL, b"x")
    with pytest.raises(BadToken, match="not unpacked"):
        check_audit(bomb, public_keys())
    listed = json.dumps({"files": [{"path": "a.txt", "bytes": 3, "sha256": "0"}]}).encode()
    with pytest.raises(BadToken, match="altered"):
        check_audit(io.BytesIO(packed(sealed({"a.txt": b"0" * 5_000_000}, listed))), public_keys())
    content = bytearray(audit_zip(report))
    start = content.index(b"dataset.json") + len(b"dataset.json")
    content[start : start + 40] = b"\xff" * 40
    with pytest.raises(BadToken):
        check_audit(io.BytesIO(bytes(content)), public_keys())


def test_names_cannot_play_with_the_terminal_and_are_not_all_told(report):
    with zipfile.ZipFile(io.BytesIO(audit_zip(report))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    odd = {f"\x1b[2J../../{place}": b"" for place in range(500)}
    with pytest.raises(BadToken) as refused:
        check_audit(io.BytesIO(packed(files | odd)), public_keys())
    assert "\x1b" not in str(refused.value)
    assert len(str(refused.value)) < 600


def test_the_audit_file_stays_what_it_was_and_tells_no_letter(report, played, chen):
    one = played.registrations.first()
    facts = {
        "registration": one,
        "kind": "visa_support",
        "language": "en",
        "said": {"passport": "N1234567"},
        "issued_by": chen,
    }
    before = Letter.objects.create(
        workshop=played, number=1, issued_at=report.made_at - datetime.timedelta(days=9), **facts
    )
    content = audit_zip(report)
    Letter.objects.create(
        workshop=played, number=2, edition=2, issued_at=report.made_at + datetime.timedelta(1), **facts
    )
    assert audit_zip(report) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        letters = archive.read("letters.json").decode()
    assert str(before) in letters
    assert "N1234567" not in letters
