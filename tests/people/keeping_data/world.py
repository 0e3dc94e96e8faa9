"""A person of whom every app holds something, under names that nobody else has, and a test file for her to upload."""

import datetime
import uuid
from types import SimpleNamespace

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.models import ModelLogEntry

from assessments.models import Accommodation, AnswerSave, Attempt, GivenMark
from courses.models import Arrival, Course, CourseVersion, Enrolment, Evidence
from elearning.journal.actions import log
from elearning.people.actions import invite
from elearning.people.models import Affiliation, HandoverItem, ImportRun, Invitation, User
from elearning.records.actions import issue_certificate, render_certificate
from elearning.records.models import Claim, RecordFile
from elearning.records.transcripts.actions import make_transcript, render_transcript, transcript_link
from elearning.toolkit.models import AuthorQuestion, Highlight, Note, Opinion
from elearning.tracking.models import Exemption, RequirementVersion, Schedule
from tests.assessments.factories import make_quiz
from tests.factories import make_person, make_role
from tests.records.factories import make_record
from tests.workshops.seating import make_workshop
from workshops.actions.letters import issue_letter
from workshops.models import (
    CalendarFeed,
    Device,
    FeedbackForm,
    FormAnswer,
    GoodPractice,
    NameRequest,
    Need,
    Registration,
    Report,
    RoomQuestion,
    Sheet,
    Travel,
)
from workshops.reports.dataset import digest_of

NAME, OWN, EMAIL, NUMBER = "Zawadi Nyambura Kariuki", "زوادي نيامبورا كاريوكي", "zawadi@example.org", "KE-0041799"
OLD_NAME = "Zawadi Nyambura Otieno"  # as a certificate spelt it before
SAID = (NAME, OWN, EMAIL, NUMBER, OLD_NAME)
COURSE = uuid.UUID("6f9619ff-8b86-4d01-b42d-00c04fc964ff")
AT = datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC)
TEXT = f"Ask {NAME} ({EMAIL}, {NUMBER}) or {OWN}."


def build(offices, dana) -> SimpleNamespace:
    """Everything; her posting has ended, so that she may be erased."""
    person = make_person(NAME, offices["KE"], sex="female", staff_number=NUMBER, name_own_script=OWN, language="en")
    gone = make_person("Z. N. Kariuki", account=False, staff_number="KE-0041800", merged_into=person, is_active=False)
    person.postings.update(ended_on=datetime.date(2026, 6, 30), end_recorded_at=AT)
    Affiliation.objects.create(
        person=person, organisation="Kenya Police", organisation_type="police", country="KE", unit="Sixth",
        rank="Major", started_on=datetime.date(2026, 7, 1),
    )  # fmt: skip
    world = SimpleNamespace(person=person, gone=gone, dana=dana, offices=offices)
    _people(world)
    _records(world)
    _learning(world)
    _workshop(world)
    return world


def _people(world) -> None:
    person, dana = world.person, world.dana
    make_role(person, "focal_point", world.offices["KE"])
    invite(person, by=dana)
    Invitation.objects.update(accepted_at=AT)
    log(dana, "people.changed", person, reason=TEXT, name=NAME, more=[{"own": OWN}])
    log(dana, "workshop.said", world.offices["KE"], reason=TEXT, said={NAME: [EMAIL, NUMBER]})
    HandoverItem.objects.create(person=person, kind="plan", key="1", label={"en": f"Plan of {NAME}"})
    HandoverItem.objects.create(person=dana, kind="plan", key="1", label={"en": f"Plan of {NAME}"})
    user = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.create(
        content_type=user, object_id=str(person.pk), label=NAME, action="wagtail.edit", data={"title": NAME},
        timestamp=AT, user=dana, content_changed=True,
    )  # fmt: skip
    file = ContentFile(f"name,email\n{NAME},{EMAIL}\n".encode())
    name = default_storage.save("imports/people.csv", file)
    ImportRun.objects.create(kind="people", name="people.csv", file=name, sha256="0", state="read", by=dana)
    ImportRun.objects.create(
        kind="people", name="old.csv", sha256="1", state="applied", by=dana, refused=[[3, TEXT]], applied_at=AT
    )


def _records(world) -> None:
    person = world.person
    world.record = make_record(person, subject_uuid=COURSE)
    User.objects.filter(pk=person.pk).update(name=OLD_NAME)
    world.certificate = issue_certificate(world.record)
    world.other = issue_certificate(make_record(person, subject_kind="workshop", workshop_kind="refresher"))
    User.objects.filter(pk=person.pk).update(name=NAME)
    person.refresh_from_db()
    world.pdf = render_certificate(world.certificate)
    world.transcript = make_transcript(person, by=person)
    render_transcript(world.transcript)
    transcript_link(person)
    scan = default_storage.save("records/scan.pdf", ContentFile(NAME.encode()))
    RecordFile.objects.create(record=world.record, name="scan.pdf", file=scan, sha256="2", media_type="application/pdf")
    claim = default_storage.save("claims/claim.pdf", ContentFile(NAME.encode()))
    Claim.objects.create(
        person=person, title="Elsewhere", provider="House", achieved_on=AT.date(), file=claim, sha256="3",
        media_type="application/pdf", reason=TEXT,
    )  # fmt: skip


def _learning(world) -> None:
    person = world.person
    key = uuid.uuid4()
    Note.objects.create(person=person, module_key=key, key="r1", text=TEXT)
    Highlight.objects.create(person=person, module_key=key, language="en", anchor="p-12345678", quote="q", note=TEXT)
    Opinion.objects.create(person=person, module_key=key, language="en", helped=True, comment=TEXT)
    AuthorQuestion.objects.create(uuid=uuid.uuid4(), person=person, module_key=key, language="en", text=TEXT)
    quiz = make_quiz(2)
    world.attempt = Attempt.objects.create(
        person=person, quiz=quiz, quiz_version=quiz.current_version, context_kind="practice", context_key="x",
        language="en", state="marked", started_at=AT, submitted_at=AT, marked_at=AT, score=2, max_score=2, percent=100,
        passed=True, paper=[{"kind": "free_text", "points": "1.00"}, {"kind": "single", "points": "1.00"}],
        marks=[{"answer": [TEXT], "earned": "1.00"}, {"answer": ["a"], "earned": "1.00"}],
    )  # fmt: skip
    for position, answer in enumerate(([TEXT], ["a"])):
        AnswerSave.objects.create(
            uuid=uuid.uuid4(), attempt=world.attempt, position=position, sequence=1, answer=answer, received_at=AT
        )
    GivenMark.objects.create(attempt=world.attempt, position=0, marker=world.dana, points=1, comment=TEXT)
    Accommodation.objects.create(person=person, quiz=quiz, more_minutes=10, reason=TEXT, given_by=world.dana)
    course = Course.objects.create(uuid=COURSE, code="basics", titles={"en": "Basics"})
    version = CourseVersion.objects.create(course=course, number=1, titles={"en": "Basics"}, steps=[])
    enrolment = Enrolment.objects.create(person=person, course=course, version=version)
    Evidence.objects.create(
        uuid=uuid.uuid4(), enrolment=enrolment, kind="read", subject=key, occurred_at=AT, source="web", actor=person,
        reason=TEXT,
    )  # fmt: skip
    Arrival.objects.create(person=person, kind="note", said=TEXT)


def _workshop(world) -> None:
    person, dana = world.person, world.dana
    world.workshop = workshop = make_workshop(world.offices, code="CEP-2026-KEP", state="confirmed")
    seat = world.seat = Registration.objects.create(
        workshop=workshop, person=person, number="P01", badge_code="ABCDEFGH", confirmed_at=AT, category="staff",
        sex="female", country="KE", language="en", office=world.offices["KE"], state="attended", motivation=TEXT,
        photo=True, in_list=True,
    )  # fmt: skip
    Travel.objects.create(registration=seat, phone="+254 700 000", arrives_by="KQ", updated_at=AT)
    Need.objects.create(registration=seat, health=TEXT, updated_at=AT, purge_on=datetime.date(2026, 6, 5))
    NameRequest.objects.create(registration=seat, name=NAME, name_own_script=OWN, remark=TEXT)
    CalendarFeed.objects.create(person=person, workshop=workshop)
    Device.objects.create(workshop=workshop, person=person, label=f"{NAME}'s phone", secret_digest="x")
    form = FeedbackForm.objects.create(workshop=workshop, kind="final", mode="named", opens_at=AT)
    FormAnswer.objects.create(
        form=form, mode="named", registration=seat, answers={"q1": 4, "q2": TEXT}, saved_at=AT, language="en"
    )
    RoomQuestion.objects.create(workshop=workshop, registration=seat, text=TEXT, with_name=True)
    photo = default_storage.save("practices/p.jpg", ContentFile(b"x"))
    GoodPractice.objects.create(
        workshop=workshop, registration=seat, module_code="m1", language="en", title=TEXT, photo=photo, consent=True,
        photo_consent=True,
    )  # fmt: skip
    Registration.objects.filter(pk=seat.pk).update(state="confirmed")
    issue_letter(seat, "invitation", by=dana)
    Registration.objects.filter(pk=seat.pk).update(state="attended")
    type(workshop).objects.filter(pk=workshop.pk).update(state="closed")
    scan = default_storage.save("sheets/s.jpg", ContentFile(b"signatures of all"))
    Sheet.objects.create(
        workshop=workshop, code="S1", day=workshop.starts_on, language="en", printed_by=dana, scan=scan,
        rows=[{"row": "A", "registration": seat.pk, "name": NAME, "own": OWN, "office": "Kenya"}],
        said={"title": "Trust", "group": f"Group of {NAME}"},
    )  # fmt: skip
    dataset = {"people": [{"number": "P01", "name": NAME}]}
    for number, state in enumerate(("set_aside", "approved"), 1):
        approved = {"approved_by": dana, "approved_at": AT} if state == "approved" else {}
        Report.objects.create(
            workshop=workshop, number=number, state=state, dataset=dataset, sha256=digest_of(dataset), made_by=dana,
            texts={"en": {"conclusions": TEXT}}, **approved,
        )  # fmt: skip
    requirement = RequirementVersion.objects.get(number=1).requirement
    Exemption.objects.create(
        requirement=requirement, person=person, reason=TEXT, by=dana, started_on=AT.date(), ended_on=AT.date()
    )
    Schedule.objects.create(
        what="figures", kind="csv", question={}, why=TEXT, every="week", person=person, next_on=AT.date()
    )
