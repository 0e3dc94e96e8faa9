"""The third workshop of the demonstration: it began yesterday and ends tomorrow, so that its room can be tried."""

import datetime
import uuid
import zoneinfo

from django.utils import timezone

from assessments.models import TestPair
from elearning.people.models import Office, User
from workshops.actions.cloning import clone_workshop
from workshops.actions.devices import prepare_device
from workshops.actions.drafting import draft_of
from workshops.actions.feedback import make_form
from workshops.actions.frame import change_frame
from workshops.actions.parking import raise_point
from workshops.actions.polling import open_poll, save_poll
from workshops.actions.publishing import publish
from workshops.actions.room_questions import ask, moderate
from workshops.actions.testing import choose_pair, open_side
from workshops.actions.texts import change_text
from workshops.agenda.checks import check
from workshops.assembling import agenda_of
from workshops.attending import checkpoints_of
from workshops.feedback.ready import questions_for, title_for
from workshops.models import Announcement, Registration, Workshop

from .demo_days import sign, take
from .demo_mombasa import take_part
from .demo_people import Staff

CODE = "CEP-NBO-NOW"
ZONE = zoneinfo.ZoneInfo("Africa/Nairobi")
TITLES = {
    "en": "Refresher in Nairobi (demonstration)",
    "fr": "Rappel à Nairobi (démonstration)",
    "ar": "ورشة تذكيرية في نيروبي (عرض توضيحي)",
}
POLL = {
    "en": "Which part of the toolkit do you use most?",
    "fr": "Quelle partie de la boîte à outils utilisez-vous le plus ?",
    "ar": "أي جزء من مجموعة الأدوات تستعمل أكثر؟",
}
CHOICES = [
    {"en": "Risks", "fr": "Les risques", "ar": "المخاطر"},
    {"en": "Engaging communities", "fr": "Le travail avec les communautés", "ar": "العمل مع المجتمعات"},
    {"en": "Monitoring", "fr": "Le suivi", "ar": "الرصد"},
]
GUESTS = (("amina", "A", "en"), ("bruno", "B", "fr"), ("efua", "A", "en"))  # who can sign in and take part
OTHERS = (("KE", "A", "en"), ("SN", "B", "fr"), ("LY", "C", "ar"), ("NE", "B", "fr"))  # three of each office


def make_live_workshop(
    mombasa: Workshop, offices: dict[str, Office], people: dict[str, User], staff: list[Staff]
) -> Workshop:
    """Its first day is over and signed, the second one is today, whenever the demonstration is made."""
    chen = people["chen"]
    begins = timezone.now().astimezone(ZONE).date() - datetime.timedelta(days=1)
    workshop = clone_workshop(mombasa, code=CODE, starts_on=begins, by=people["dana"]).workshop
    frame(workshop, people["dana"])
    Workshop.objects.filter(pk=workshop.pk).update(state=Workshop.State.LIVE)  # it was open long ago
    workshop.refresh_from_db()
    register(workshop, offices, people, staff, at=at(workshop, -20))
    publish_agenda(workshop, chen)
    choose_pair(workshop, TestPair.objects.get(), by=chen, at=at(workshop, 0))
    workshop.refresh_from_db()
    open_side(workshop, "before", by=chen, at=at(workshop, 0))
    first_day(workshop, chen)
    second_day(workshop, people)
    return workshop


def at(workshop: Workshop, days: int, hour: int = 8) -> datetime.datetime:
    """So many days after its first one, at this hour of the place."""
    day = workshop.starts_on + datetime.timedelta(days=days)
    return datetime.datetime.combine(day, datetime.time(hour), workshop.tz)


def frame(workshop: Workshop, by: User) -> None:
    """Another kind, another place, its own titles."""
    values = {"kind": Workshop.Kind.REFRESHER, "venue": "Nairobi, Kenya (fictional office)", "capacity": 20}
    change_frame(workshop, values, seen=_revision(workshop), by=by)
    for language, title in TITLES.items():
        said = {"title": title, "aim": "", "status": "reviewed"}
        change_text(workshop, language, said, seen=_revision(workshop), by=by)
    workshop.refresh_from_db()


def _revision(workshop: Workshop) -> int:
    return Workshop.objects.values_list("revision", flat=True).get(pk=workshop.pk)


def register(
    workshop: Workshop,
    offices: dict[str, Office],
    people: dict[str, User],
    staff: list[Staff],
    *,
    at: datetime.datetime,
) -> None:
    """The facilitator, three who can sign in, and twelve colleagues of four offices."""
    take_part(workshop, people["chen"], Registration.Role.LEAD, "F01", offices["HQ"], "en", at)
    take_part(
        workshop, people["lina"], Registration.Role.LOGISTICS, "T01", people["lina"].postings.get().office, "en", at
    )
    groups = {group.code: group for group in workshop.groups.all()}
    coming = [(people[name], group, language) for name, group, language in GUESTS]
    by_office = {each.office.code: each.people for each in staff}
    for code, group, language in OTHERS:
        here = [person for person in by_office[code][1:] if person.postings.count() == 1 and person.postings.current()]
        coming += [(person, group, language) for person in here[:3]]
    for number, (person, group, language) in enumerate(coming, start=1):
        office, role = person.postings.get().office, Registration.Role.PARTICIPANT
        row = take_part(workshop, person, role, f"P{number:02}", office, language, at)
        row.group = groups[group]
        row.save(update_fields=["group"])


def publish_agenda(workshop: Workshop, lead: User) -> None:
    """The agenda of the launch workshop at its new days; who takes part was told at the time."""
    draft = draft_of(workshop, by=lead)
    keys = [finding.key for finding in check(agenda_of(draft)) if finding.severity == "warning"]
    publish(draft, by=lead, acknowledged=keys, note="The agenda", at=at(workshop, -14))
    said = Announcement.objects.filter(version__workshop=workshop)
    said.update(state=Announcement.State.SET_ASIDE, decided_at=at(workshop, -14), decided_by=lead)


def first_day(workshop: Workshop, lead: User) -> None:
    """Everybody was there, by badge; signed in the evening."""
    people = list(workshop.registrations.participants().order_by("number"))
    scenarios = dict.fromkeys((one.number for one in people), "full")
    devices = [
        prepare_device(workshop, lead, label, by=lead, at=at(workshop, 0))[0] for label in ("Tablet", "Telephone")
    ]
    own = [checkpoint for checkpoint in checkpoints_of(workshop) if checkpoint.day == workshop.starts_on]
    for checkpoint in own:
        take(workshop, checkpoint, people, scenarios, devices, lead)
    sign(workshop, workshop.starts_on, lead, at=own[-1].ends_at)


def second_day(workshop: Workshop, people: dict[str, User]) -> None:
    """A poll is open, a question is shown, a point is parked, the form of the day waits."""
    chen, now = people["chen"], timezone.now()
    amina, bruno = (workshop.registrations.get(person=people[name]) for name in ("amina", "bruno"))
    open_poll(save_poll(workshop, question=POLL, choices=CHOICES, by=chen, at=now), by=chen, at=now)
    text = "Who pays for the forums when the project ends?"
    question = ask(amina, text, uuid=uuid.uuid5(uuid.NAMESPACE_OID, text), with_name=True, language="en", at=now)
    moderate(question, "shown", by=chen, at=now)
    text = "Une ligne commune pour les plaintes des deux côtés"
    raise_point(workshop, text, by=bruno.person, uuid=uuid.uuid5(uuid.NAMESPACE_OID, text), at=now)
    day = workshop.starts_on + datetime.timedelta(days=1)
    opens = at(workshop, 1, 7)
    make_form(
        workshop, "daily", by=chen, titles=title_for("daily"), questions=questions_for("daily"), day=day,
        opens_at=opens, closes_at=opens + datetime.timedelta(days=3), at=opens - datetime.timedelta(days=3),
    )  # fmt: skip
