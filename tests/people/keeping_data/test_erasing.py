"""A person is erased: she is found nowhere, all that is counted stays, certificates still prove themselves."""

import json
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from elearning.journal.actions import log
from elearning.notices.models import Delivery, Notice
from elearning.people.actions import Refused, merge
from elearning.people.keeping_data import proofs
from elearning.people.keeping_data.erasing import carry_out
from elearning.people.keeping_data.erasures import ask, decide, due, finish_erasures
from elearning.people.keeping_data.hiding import ERASED
from elearning.people.keeping_data.sweeping import left_as_is
from elearning.people.merging.finding import people_to_compare
from elearning.people.merging.moving import rows
from elearning.people.models import Erasure, User
from elearning.people.rules import may_edit
from elearning.records.actions import catch_up
from elearning.records.models import Certificate, Claim
from elearning.records.sealing import check_seal
from elearning.records.signing import verify
from elearning.records.verifying import public_keys
from elearning.tracking.figures.answering import count_for
from elearning.tracking.figures.reading import Within
from elearning.tracking.models import Standing
from elearning.tracking.readiness.deriving import derive
from tests.factories import make_person, make_role
from tests.people.keeping_data.world import EMAIL, NAME, OLD_NAME, SAID
from tests.tracking.figures.conftest import question
from workshops.models import Report
from workshops.reports.copies import intact

pytestmark = pytest.mark.django_db
# Where her name may still stand: sealed documents about others too, and what authors published.
ALLOWED = {"workshops.report"}


def found_in_tables() -> dict[str, list[str]]:
    """Every table with a text, JSON or char column that holds one of her words; bytes too."""
    found: dict[str, list[str]] = {}
    kinds = models.CharField | models.TextField | models.JSONField | models.BinaryField | models.FileField
    for model in apps.get_models(include_auto_created=True):
        names = [f.name for f in model._meta.local_concrete_fields if isinstance(f, kinds)]
        for row in rows(model).values(*names) if names and model._meta.managed else ():
            text = " ".join(
                json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict)
                else bytes(value).decode(errors="ignore") if isinstance(value, bytes | memoryview)
                else str(value)
                for value in row.values()
            )  # fmt: skip
            held = [word for word in SAID if word.casefold() in text.casefold()]
            if held:
                found.setdefault(model._meta.label_lower, []).extend(held)
    return found


def figures(world, known_at) -> tuple:
    """Persons, participations, hours, and each standing, as known at a moment."""
    total = count_for(question(known_at=known_at), Within()).total
    derive([world.person.pk, world.gone.pk])
    names = [f.attname for f in Standing._meta.concrete_fields if f.name not in ("id",)]
    standings = [tuple(row) for row in Standing.objects.order_by("person", "pk").values_list(*names)]
    stable = [row[:8] for row in standings]
    return total.persons, total.participations, total.tenths, stable


def erased(world, *, at=None) -> Erasure:
    chief = make_person("Chief Osei", world.offices["HQ"])
    make_role(chief, "headquarters")
    asked = ask(world.person, by=world.person)
    decide(asked, by=chief)
    notice = Notice.objects.get(kind="erasure_decided")
    world.secret = notice.path.split("/")[-2]
    world.chief = chief
    assert not due(timezone.now()).exists()  # her last mail has not left
    assert finish_erasures() == 0
    Delivery.objects.filter(notice=notice).update(state="sent")
    assert finish_erasures(at) == 1
    return Erasure.objects.get()


def test_nothing_names_her_afterwards_and_all_that_is_counted_stays(world, settings, client, tmp_path):
    client.force_login(world.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    before_at = timezone.now()
    before = figures(world, before_at)
    assert before[:2] == (1, 2)
    held = found_in_tables()
    assert len(held) > 25, sorted(held)  # so much that a gap would show
    token, frozen = world.certificate.token, rows(Certificate).filter(pk=world.certificate.pk).values().get()

    done = erased(world)

    left = found_in_tables()
    assert set(left) <= ALLOWED, left
    assert figures(world, before_at) == before
    assert figures(world, timezone.now()) == before
    files = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert [path.name for path in files] == ["s.jpg"]  # the scan that others signed too
    person = User.objects.get(pk=world.person.pk)
    assert (person.name, person.email, person.staff_number, person.is_active) == (ERASED, None, None, False)
    assert User.objects.get(pk=world.gone.pk).name == ERASED
    assert client.get("/people/me/").status_code == 302  # her session is over
    _certificate_stays(world, frozen, token)
    _page_and_paper_verify(world, client, tmp_path)
    _reports_stay_intact()
    _proof_is_sealed(done, world, client)
    assert world.person.pk not in {row.pk for row in people_to_compare()}  # erased people are no twins of each other
    with pytest.raises(Refused):
        merge(world.chief, person, by=world.dana, reason="The same")
    assert not may_edit(User(is_superuser=True, is_active=True), person)
    assert catch_up() == 0  # nothing is issued or drawn anew for her
    assert (carry_out(done), finish_erasures()) == (done, 0)  # twice is once
    assert rows(world.attempt.__class__).get().percent == 100


def _certificate_stays(world, frozen, token) -> None:
    now = rows(Certificate).filter(pk=world.certificate.pk).values().get()
    changed = {name for name, value in now.items() if value != frozen[name]}
    assert changed == {"name", "name_own_script", "salt", "token", "pdf", "erased_at"}
    said = verify(token, public_keys())  # what stands on the paper in her hands
    assert said.is_about(OLD_NAME)
    assert Claim.objects.get().state == "taken_back"


def _reports_stay_intact() -> None:
    assert all(intact(report) for report in Report.objects.all())
    assert NAME not in json.dumps(Report.objects.get(state="set_aside").dataset)


def _proof_is_sealed(done: Erasure, world, client) -> None:
    said = json.loads(done.proof["said"])
    assert check_seal("erasure", done.proof["said"].encode(), done.proof["seal"], public_keys())
    assert said["asked_by"] == "herself"
    assert said["rows"] == [str(world.person.uuid), str(world.gone.uuid)]
    assert any("workshops.report" in each["what"] for each in said["kept"])
    assert any("sign-in sheet S1" in each["what"] for each in said["kept"])
    assert done.closed_at
    assert done.files == []
    assert [line["uuid"] for line in proofs.lines()] == [str(done.uuid)]
    page = client.get(f"/people/erasures/proof/{world.secret}/")
    assert page.status_code == 200
    assert "sign-in sheet S1" in page.content.decode()
    file = client.get(f"/people/erasures/proof/{world.secret}/proof.json")
    assert json.loads(file.content)["seal"] == done.proof["seal"]


def _page_and_paper_verify(world, client, tmp_path) -> None:
    paper = tmp_path / "mine.pdf"
    paper.write_bytes(world.pdf)
    page = client.get(f"/verify/{world.certificate.code}/").content.decode()
    assert "This certificate is valid" in page
    assert "Name erased on" in page
    assert OLD_NAME not in page
    pasted = client.post("/verify/", {"code": world.certificate.token}).content.decode()
    assert "The text is genuine" in pasted
    assert "Name erased on" in pasted
    out = StringIO()
    call_command("verify_certificate", str(paper), stdout=out)
    assert f"Signed by us: {world.certificate.serial}, {OLD_NAME}" in out.getvalue()
    seen = client.get(f"/verify/{world.transcript.code}/").content.decode()
    assert "Name erased on" in seen
    assert NAME not in seen


def test_a_kill_and_a_restore_are_mended_and_a_namesake_keeps_her_name(world, settings):
    other = make_person(NAME, world.offices["GH"], account=False)
    entry = log(world.dana, "workshop.said", other, reason=f"{NAME} spoke; write to {EMAIL}")
    backup = {
        "person": User.objects.filter(pk=world.person.pk).values("name", "email", "staff_number", "is_active").get(),
    }
    chief = make_person("Chief Osei", world.offices["HQ"])
    make_role(chief, "headquarters")
    asked = ask(world.person, by=world.person)
    decide(asked, by=chief)
    half = carry_out(asked)
    other.refresh_from_db()
    entry.refresh_from_db()
    assert other.name == NAME
    assert entry.reason == f"{NAME} spoke; write to –"
    assert NAME not in json.dumps(list(rows(world.seat.letters.model).values_list("said", flat=True)))
    assert half.files
    assert not half.closed_at
    assert proofs.lines() == []
    finish_erasures()
    assert not (settings.MEDIA_ROOT / "claims" / "claim.pdf").exists()
    assert len(proofs.lines()) == 1
    # An older backup: she is there again, and nobody asked for anything yet.
    Erasure.objects.all().delete()
    User.objects.filter(pk=world.person.pk).update(erased_at=None, **backup["person"])
    out = StringIO()
    call_command("replay_erasures", stdout=out)
    assert f"{half.uuid}: done now, 1 rows" in out.getvalue()
    assert User.objects.get(pk=world.person.pk).email is None
    again = Erasure.objects.get(uuid=half.uuid)
    assert again.closed_at
    assert len(proofs.lines()) == 1
    call_command("replay_erasures", stdout=out)
    assert f"{half.uuid}: done before" in out.getvalue()


def test_left_as_is_names_content_and_seals_only():
    assert not left_as_is("journal.logentry")
    assert not left_as_is("toolkit.note")
    assert "published" in left_as_is("toolkit.modulepage")
    assert "seal" in left_as_is("tracking.figuresheet")
