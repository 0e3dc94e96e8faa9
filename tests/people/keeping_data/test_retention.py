"""The retention table: of each kind what is a day younger stays, what is a day older goes, and what must stay stays."""

import datetime
import os
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessments.models import AnswerSave, Attempt
from courses.models import Arrival
from elearning.journal.models import LogEntry
from elearning.notices.models import Attachment, Delivery, Notice
from elearning.people.keeping_data import rounds
from elearning.people.keeping_data.table import delete_some, table
from elearning.people.models import HeldCopy, ImportRun, Invitation, JoinRequest, RetentionRun, SignInCode, User
from elearning.records.models import Certificate, Claim, LearningRecord, TranscriptLink
from elearning.tracking.models import TryOut
from tests.assessments.factories import make_quiz
from tests.factories import make_person
from tests.tracking.readiness.conftest import required  # noqa: F401  (a fixture)
from tests.workshops.papers import take_part
from tests.workshops.seating import make_workshop
from workshops.models import CalendarFeed, Device, GoodPractice, Need, Registration, Sheet, Travel

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 20, 3, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAYS = {kind.key: kind.days for kind in table() if kind.clear}


def made(key: str, moment: datetime.datetime, person: User, dana: User, offices) -> None:
    """One thing of each kind, whose time began at this moment."""
    name = uuid.uuid4().hex
    match key:
        case "accounts":
            User.objects.create_user(f"{name}@example.org", "x", name=name, date_joined=moment)
        case "invitations":
            Invitation.objects.create(person=person, email="a@b.org", secret_hash=name, expires_at=moment)
        case "codes":
            SignInCode.objects.create(person=person, code=name[:8], pin_hash="x", made_by=dana, expires_at=moment,
                                      revoked_at=moment)  # fmt: skip
        case "joining":
            JoinRequest.objects.create(person=person, office=offices["KE"], state="withdrawn", decided_at=moment)
        case "notices":
            Notice.objects.create(person=person, kind="k", key=name, language="en", subject="s", text="t", html="h",
                                  read_at=moment)  # fmt: skip
        case "unread_notices":
            Notice.objects.create(person=person, kind="k", key=name, language="en", subject="s", created_at=moment)
        case "mails":
            notice = Notice.objects.create(person=person, kind="k", key=name, language="en", subject="s", html="h")
            Delivery.objects.create(notice=notice, address="a@b.org", state="sent", sent_at=moment)
            Attachment.objects.create(notice=notice, name="a", media_type="text/calendar", content=b"x")
        case "imports":
            file = default_storage.save(f"imports/{name}.csv", ContentFile(b"x"))
            ImportRun.objects.create(kind="people", name=name, file=file, sha256=name, state="read", by=dana,
                                     created_at=moment)  # fmt: skip
        case "copies":
            file = default_storage.save(f"held/{name}.zip", ContentFile(b"x"))
            HeldCopy.objects.create(person=person, asked_by=person, file=file, ready_at=moment)
        case "sessions":
            Session.objects.create(session_key=name, session_data="x", expire_date=moment)
        case "tasks":
            DBTaskResult.objects.create(status="SUCCESSFUL", finished_at=moment, task_path="a.b", args_kwargs={},
                                        backend_name="default", run_after=moment)  # fmt: skip
        case "leftovers":
            file = default_storage.save(f"claims/{name}.pdf", ContentFile(b"x"))
            os.utime(default_storage.path(file), (moment.timestamp(), moment.timestamp()))
        case "transcript_links":
            TranscriptLink.objects.create(person=person, secret_hash=name, expires_at=moment)
        case "claims":
            file = default_storage.save(f"claims/{name}.pdf", ContentFile(b"x"))
            Claim.objects.create(person=person, title="t", provider="p", achieved_on=moment.date(), file=file,
                                 sha256=name, media_type="x", state="refused", decided_by=dana,
                                 decided_at=moment)  # fmt: skip
        case "arrivals":
            Arrival.objects.create(person=person, kind="note", received_at=moment)
        case "saves":
            _attempt(person, moment)
        case "try_outs":
            requirement = TryOut._meta.get_field("requirement").related_model.objects.get()
            TryOut.objects.create(requirement=requirement, fields={}, day=moment.date(), at=moment, by=dana,
                                  people={"gain": [[person.pk, 1]]})  # fmt: skip
        case _:
            _of_workshop(key, moment, person, dana, offices)


def _attempt(person: User, moment: datetime.datetime) -> None:
    quiz = make_quiz(1)
    attempt = Attempt.objects.create(
        person=person, quiz=quiz, quiz_version=quiz.current_version, context_kind="practice", context_key="x",
        language="en", state="marked", started_at=moment, submitted_at=moment, marked_at=moment, score=1, max_score=1,
        percent=100, passed=True, paper=[{"kind": "single"}], marks=[{"answer": ["b"], "earned": "1"}],
    )  # fmt: skip
    for sequence, answer in enumerate(("a", "b")):
        AnswerSave.objects.create(uuid=uuid.uuid4(), attempt=attempt, position=0, sequence=sequence, answer=[answer])


def _of_workshop(key: str, moment: datetime.datetime, person: User, dana: User, offices) -> None:
    code = f"W-{uuid.uuid4().hex[:8]}"
    last = {"starts_on": moment.date(), "ends_on": moment.date()} if key != "photos" else {}
    workshop = make_workshop(offices, code=code, state="closed", **last)
    seat = take_part(workshop, person, "P01", motivation="Because" if key == "motivations" else "")
    match key:
        case "needs":
            Need.objects.create(registration=seat, health="x", updated_at=moment, purge_on=datetime.date(2099, 1, 1))
        case "travel":
            Travel.objects.create(registration=seat, phone="1", updated_at=moment)
        case "room_devices":
            CalendarFeed.objects.create(person=person, workshop=workshop)
            Device.objects.create(workshop=workshop, person=person, label="mine", secret_digest="x")
        case "photos":
            file = default_storage.save(f"practices/{code}.jpg", ContentFile(b"x"))
            GoodPractice.objects.create(workshop=workshop, registration=seat, module_code="m", language="en", title="t",
                                        photo=file, saved_at=moment)  # fmt: skip
        case "scans":
            file = default_storage.save(f"sheets/{code}.jpg", ContentFile(b"x"))
            Sheet.objects.create(workshop=workshop, code="S", day=moment.date(), language="en", printed_by=dana,
                                 scan=file, scan_sha256="x")  # fmt: skip


def standing() -> dict[str, int]:
    """How many things of each kind there are."""
    return {
        "accounts": User.objects.filter(last_login=None, is_active=True, email__endswith="@example.org",
                                        postings=None).count(),
        "invitations": Invitation.objects.count(),
        "codes": SignInCode.objects.count(),
        "joining": JoinRequest.objects.count(),
        "notices": Notice.objects.filter(read_at__isnull=False).count(),
        "unread_notices": Notice.objects.filter(read_at=None, delivery=None).count(),
        "mails": Notice.objects.filter(delivery__isnull=False).exclude(html="").count() + Attachment.objects.count(),
        "imports": len(_files("imports")),
        "copies": len(_files("held")),
        "sessions": Session.objects.count(),
        "tasks": DBTaskResult.objects.count(),
        "claims": len(_files("claims")),
        "transcript_links": TranscriptLink.objects.count(),
        "arrivals": Arrival.objects.count(),
        "saves": AnswerSave._base_manager.count(),
        "try_outs": TryOut.objects.exclude(people={}).count(),
        "needs": Need.objects.count(),
        "travel": Travel.objects.count(),
        "motivations": Registration.objects.exclude(motivation="").count(),
        "room_devices": CalendarFeed.objects.count() + Device.objects.exclude(secret_digest="").count(),
        "photos": len(_files("practices")),
        "scans": len(_files("sheets")),
    }  # fmt: skip


def _files(folder: str) -> list[str]:
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []


def test_a_day_younger_stays_and_a_day_older_goes(offices, amina, dana, required):  # noqa: F811
    User.objects.update(last_login=NOW)
    posted = make_person("Posted Neverin", offices["KE"], date_joined=NOW - datetime.timedelta(days=4000))
    record = LearningRecord.objects.create(
        person=amina, subject_kind="course", subject_uuid=uuid.uuid4(), title={"en": "t"}, kind="completion",
        achieved_on=datetime.date(2010, 1, 1), recorded_at=NOW - datetime.timedelta(days=6000),
    )  # fmt: skip
    evidence = default_storage.save("claims/evidence.pdf", ContentFile(b"x"))
    Claim.objects.create(person=amina, title="t", provider="p", achieved_on=record.achieved_on, file=evidence,
                         sha256="e", media_type="x", state="accepted", decided_by=dana, record=record,
                         decided_at=NOW - datetime.timedelta(days=5000))  # fmt: skip
    for key, days in DAYS.items():
        day = datetime.timedelta(days=1) if days else HOUR
        for moment in (NOW - datetime.timedelta(days=days) + day, NOW - datetime.timedelta(days=days) - day):
            made(key, moment, amina, dana, offices)
    before, logged = standing(), LogEntry.objects.count()
    assert set(before) | {"leftovers"} == set(DAYS)  # every row of the table that clears something is tested here

    assert rounds.keep_table(NOW) > 0

    run, after = RetentionRun.objects.get(), standing()
    gone = {key: before[key] - after[key] for key in before}
    one = dict.fromkeys(DAYS, 1) | {"mails": 2, "room_devices": 2, "claims": 2}  # a claim, and a file without a row
    assert gone == {key: one[key] for key in before}
    assert run.counts == one | {"claims": 1, "needs": 0}
    assert run.finished_at == NOW
    entry = LogEntry.objects.get(action="people.retention_kept")
    assert amina.name not in str(entry.detail)
    assert entry.detail["counts"]["scans"] == 1
    assert default_storage.exists(evidence)
    assert LearningRecord.objects.get() == record
    posted.refresh_from_db()
    assert posted.is_active
    for attempt in Attempt.objects.all():  # the answers that count, and the result, are as they were
        assert (attempt.answers(), attempt.percent) == ({0: ["b"]}, 100)
    assert Certificate.objects.count() == 0
    assert LogEntry.objects.count() > logged
    assert rounds.keep_table(NOW + HOUR) == 0  # once a day
    assert RetentionRun.objects.count() == 1


def test_a_round_goes_on_after_a_kill_and_in_portions(amina, monkeypatch):
    monkeypatch.setattr(rounds, "PORTION", 2)
    for number in range(5):
        Notice.objects.create(person=amina, kind="k", key=str(number), language="en", subject="s", text="t", html="h",
                              read_at=NOW - datetime.timedelta(days=400))  # fmt: skip
    kinds = [kind for kind in table() if kind.key == "notices"]
    monkeypatch.setattr(rounds, "table", lambda: kinds)
    run = RetentionRun.objects.create(day=NOW.date(), began_at=NOW)
    assert rounds._portion(run, kinds[0], NOW) == 2  # and then the worker was killed
    assert RetentionRun.objects.get().over == []
    monkeypatch.setattr(rounds, "SECONDS_A_TURN", -1)
    assert rounds.keep_table(NOW) == 0
    assert RetentionRun.objects.get().finished_at is None
    monkeypatch.setattr(rounds, "SECONDS_A_TURN", 20)
    assert rounds.keep_table(NOW) == 3
    assert RetentionRun.objects.get().counts == {"notices": 5}


def test_who_was_invited_yesterday_keeps_the_way_in_and_a_clock_set_back_clears_nothing_more(offices):
    old = {"date_joined": NOW - datetime.timedelta(days=4000)}
    unused, invited = (User.objects.create_user(f"{name}@example.org", name=name, **old) for name in ("una", "ida"))
    ends = timezone.now() + HOUR
    Invitation.objects.create(person=invited, email=invited.email, secret_hash="x", expires_at=ends)
    assert rounds.keep_table(NOW) == 1
    assert rounds.keep_table(NOW - datetime.timedelta(days=30)) == 0
    assert set(User.objects.filter(is_active=True, date_joined=old["date_joined"])) == {invited}
    assert User.objects.get(pk=unused.pk).has_usable_password() is False
    assert Invitation.objects.count() == 1


def test_what_another_worker_cleared_a_moment_ago_is_counted_once(amina):
    Session.objects.create(session_key="old", session_data="x", expire_date=NOW - HOUR)
    found = Session.objects.filter(expire_date__lte=NOW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "order_by", lambda self, *by: (self.model.objects.all().delete(), self)[1])
        keys = list(found.values_list("pk", flat=True))
        patch.setattr("elearning.people.keeping_data.table.list", lambda rows: keys, raising=False)
        assert delete_some(found, 5) == 0


def test_what_fails_does_not_keep_the_others(amina, monkeypatch):
    def fails(moment, most):
        raise RuntimeError

    kinds = [kind for kind in table() if kind.key in ("notices", "sessions")]
    broken = type(kinds[0])(**{**kinds[0].__dict__, "clear": fails})
    monkeypatch.setattr(rounds, "table", lambda: [broken, kinds[1]])
    Session.objects.create(session_key="old", session_data="x", expire_date=NOW - HOUR)
    assert rounds.keep_table(NOW) == 1
    assert RetentionRun.objects.get().finished_at
