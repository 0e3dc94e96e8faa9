"""Every page of headquarters answers absurd questions with a sentence or "not found", and never with a fault."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from elearning.people.models import HandoverItem, ImportRun, Twins
from elearning.records.models import Equivalence
from elearning.records.recognising.actions import make_claim
from elearning.records.recognising.uploads import take
from elearning.tracking.exports.actions import add_schedule
from elearning.tracking.figures.sheets import freeze
from elearning.tracking.figures.targets import add_target
from elearning.tracking.models import Target
from elearning.tracking.readiness.deriving import derive
from elearning.tracking.requirements.dry_run import try_out
from elearning.tracking.requirements.exempting import exempt
from elearning.tracking.requirements.terms import Terms
from tests.tracking.figures.conftest import question
from tests.tracking.requirements.conftest import _now, asked, basics, requirement  # noqa: F401  (fixtures)

LONG, NUL = "x" * 10000, "a\0b"
TEXTS = [NUL, LONG, "\u202e\ufeff🙂", "[]"]
DAYS = [NUL, "0000-00-00", "9999-12-31", "0001-01-01", "٢٠٢٦-٠١-٠١"]
MOMENTS = [*DAYS, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-06-01T09:00:00"]
NUMBERS = [NUL, "-5", "9" * 400, "²"]
READINESS = {
    "requirement": TEXTS, "on": DAYS, "known_at": MOMENTS, "category": TEXTS[:2], "sex": TEXTS[:2],
    "language": TEXTS[:2], "state": TEXTS[:2],
}  # fmt: skip
FIGURES = {
    "subject": [*TEXTS, "topic:x", "workshop:", "course:0", ":"], "started_on": DAYS, "ended_on": DAYS, "on": DAYS,
    "known_at": MOMENTS[-3:], "kinds": TEXTS[:2], "office": TEXTS, "country": TEXTS[:2], "sex": TEXTS[:1],
    "category": TEXTS[:1], "language": TEXTS[:1], "funding": [*TEXTS, "|", "a|b|c"], "measure": TEXTS[:2],
    "by": TEXTS[:2], "across": TEXTS[:2], "target": NUMBERS, "page": NUMBERS,
}  # fmt: skip
PAGE = {"page": NUMBERS}
# By the name of the address: what its page reads, and what is tried for each.
READS = {
    "board": READINESS | {"from": [*DAYS, "2026-13", "9999-12", "0001-01"]},
    "board_office": {"state": ["due"], "page": NUMBERS},
    "changes": {"before": MOMENTS, "on": DAYS[2:3], "office": TEXTS, "page": NUMBERS},
    "coverage": {"course": TEXTS, "on": DAYS, "known_at": MOMENTS, "page": NUMBERS},
    "figures": FIGURES,
    "sheet_new": {"ended_on": DAYS[:5]},
    "target_new": {"ended_on": DAYS[:5]},
    "sheet": {"again": TEXTS[:1]},
    "export_new": {"what": TEXTS, "outside": TEXTS[:2], "office": TEXTS},
    "schedule_new": {"what": TEXTS},
    "exports": {"id": [*TEXTS, "0" * 32], "page": NUMBERS},
    "my_office": {"office": TEXTS, "show": TEXTS, "page": NUMBERS},
    "nudge_all": {"requirement": TEXTS, "office": TEXTS[:2]},
    "person": {"on": DAYS, "known_at": MOMENTS},
    "person_why": {"on": DAYS[:5], "known_at": MOMENTS[-3:]},
    "requirement_version": {"again": [*TEXTS, "0" * 32]},
    "requirement_try": {"group": TEXTS, "page": NUMBERS},
    "exemptions": PAGE,
    "exemption_new": {"person": [*TEXTS, "0" * 32]},
    "claim_queue": {"state": TEXTS, "kind": TEXTS[:1], "page": NUMBERS},
    "imports": PAGE,
    "twins": PAGE,
    "sheets": PAGE,
}
PLAIN = ("requirements", "requirement", "requirement_end", "requirement_new", "targets", "schedules", "clients")
PLAIN += ("cover", "offline", "equivalences", "equivalence_new", "claims")


@pytest.fixture
def world(requirement, basics, amina, bruno, dana, offices):  # noqa: F811
    """The arguments of each address that has some, for things that are there."""
    derive([amina.pk, bruno.pk])
    today, row = timezone.localdate(), Equivalence.objects.create(titles={"en": "First aid"}, provider="Red Cross")
    pdf = take(b"%PDF-1.7\n%%EOF\n")
    claim = make_claim(amina, pdf, title="First aid", provider="Red Cross", achieved_on=datetime.date(2026, 3, 1))
    ending = Terms(**asked(basics, is_ended=True), reason="Over.")
    tried = try_out(requirement, ending, by=dana)
    exemption = exempt(bruno, requirement, started_on=today, ended_on=None, reason="Away.", by=dana)
    asks = question(on=today, known_at=timezone.now(), by=("office", "sex"))
    sheet = freeze(asks, title="For the EU", outside=True, target=None, by=dana)
    target = add_target(asks, title="Many", value=5, by=dana)
    weekly = add_schedule("figures", "csv", asks.params(), every="week", why="To know.", by=dana)
    run = ImportRun.objects.create(kind="people", name="x.csv", file="imports/x.csv", by=dana, state="failed")
    one, other = sorted((amina, bruno), key=lambda each: each.pk)
    twins = Twins.objects.create(one=one, other=other, why=["name"])
    left = HandoverItem.objects.create(person=amina, kind="questions", key="1", label={"en": "Questions"})
    code, person = requirement.code, amina.uuid
    return {
        "board_office": ["GH"], "coverage_office": ["GH"], "requirement": [code], "requirement_version": [code],
        "requirement_end": [code], "requirement_move": [code], "exemptions": [code], "exemption_new": [code],
        "requirement_try": [code, tried.uuid], "requirement_publish": [code, tried.uuid],
        "exemption_withdraw": [code, exemption.pk], "person": [person], "person_why": [person, code],
        "sheet": [sheet], "sheet_json": [sheet], "target_withdraw": [target.pk], "schedule_stop": [weekly.uuid],
        "scheduled": [weekly.uuid, today], "transcripts": [person], "send_transcript_link": [person],
        "claim": [claim.uuid], "accept_claim": [claim.uuid], "refuse_claim": [claim.uuid], "annul_claim": [claim.uuid],
        "equivalence": [row.uuid], "close_equivalence": [row.uuid], "remove_equivalence": [row.uuid],
        "import_run": [run.uuid], "import_progress": [run.uuid], "import_apply": [run.uuid],
        "import_refused": [run.uuid], "twins_pair": [twins.pk], "twins_apart": [twins.pk],
        "handover": [person], "handover_take": [person, left.pk], "client_revoke": [1], "cover_end": [1],
        "offline_stretch": [1],
    }  # fmt: skip


def address(name: str, world) -> str:
    space = "people" if name.startswith(("import", "twins")) else "tracking"
    if "claim" in name or "equivalence" in name or "transcript" in name:
        space = "records"
    return reverse(f"{space}:{name}", args=world.get(name))


def test_absurd_questions_are_answered(world, client_for, dana):
    hers, faults = client_for(dana), {}
    hers.raise_request_exception = False
    storm = {name: [NUL, LONG] for names in READS.values() for name in names}
    for name in {*READS, *PLAIN, *world} - {name for name in world if name not in READS and posts_only(name)}:
        path, base = address(name, world), {"what": "figures"} if "new" in name else {}
        tries = [{}, storm, *({key: value} for key, values in READS.get(name, {}).items() for value in values)]
        for data in tries:
            if (code := hers.get(path, base | data).status_code) >= 500:
                faults[name, str(data)[:80]] = code
    assert faults == {}
    for path in ("/people/twins/%s/", "/exports/scheduled/00000000-0000-4000-8000-000000000001/%s/"):
        for value in ("9" * 30, "0000-00-00", "9999-12-31"):
            assert hers.get(path % value).status_code == 404


def posts_only(name: str) -> bool:
    return name.endswith(
        ("_move", "_publish", "_withdraw", "_stop", "_apply", "_apart", "_take", "_revoke", "_end")
    ) or (name.startswith(("send_", "accept_", "refuse_", "annul_", "close_", "remove_")) or name == "offline_stretch")


FIELDS = (  # noqa: SIM905 (read as words)
    "code titles titles_en from_day months days grace offices categories job_titles joined_after reason subject topic "
    "person started_on ended_on place note role to show page office requirement token way do why kind every period "
    "title value target name expires_on kept withdraw_postings equivalence valid_until provider achieved_on hours "
    "subjects-0-subject subjects-TOTAL_FORMS form-TOTAL_FORMS form-0-subject outside"
).split()


def test_absurd_forms_are_refused(world, client_for, dana):
    """Deeds are tried last, so that what they are about is there for the others."""
    hers, faults = client_for(dana), {}
    hers.raise_request_exception = False
    forms = [{}, *(dict.fromkeys(FIELDS, value) for value in (NUL, "9" * 400, "0000-00-00"))]
    names = sorted({*READS, *PLAIN, *world, "nudge"}, key=posts_only)
    for name in names:
        path = address(name, world) + ("?what=figures" if "new" in name else "")
        for form in forms:
            if (code := hers.post(path, form).status_code) >= 500:
                faults[name, str(form)[:60]] = code
    assert faults == {}
    assert Target.objects.count() == 1
