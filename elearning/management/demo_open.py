"""The second workshop of the demonstration: open, with quotas, nominations, a reserve, an offer that runs out."""

import datetime

from django.utils import timezone

from elearning.people.models import Office, User
from workshops.actions.cloning import clone_workshop
from workshops.actions.endorsing import endorse
from workshops.actions.frame import change_frame
from workshops.actions.letters import issue_letters
from workshops.actions.move_preview import Move, preview_of
from workshops.actions.moving import move_dates
from workshops.actions.needs import save_needs
from workshops.actions.nominating import nominate
from workshops.actions.offering import answer
from workshops.actions.quotas import save_quota
from workshops.actions.selecting import put_in_reserve, select, send_invitations
from workshops.actions.states import move_to
from workshops.actions.supporting import save_funding, save_supporter
from workshops.actions.texts import change_text
from workshops.actions.travelling import save_consents, save_travel
from workshops.models import Letter, Offer, Quota, Registration, Supporter, Workshop

from .demo_mombasa import take_part
from .demo_people import Staff

CODE = "CEP-ACC-NEXT"
TITLES = {
    "en": ("Training of trainers in Accra (demonstration)", "They carry the toolkit into their offices."),
    "fr": ("Formation de formateurs à Accra (démonstration)", "Ils porteront la boîte à outils dans leurs bureaux."),
    "ar": ("تدريب المدرّبين في أكرا (عرض توضيحي)", "يحمل المشاركون مجموعة الأدوات إلى مكاتبهم."),
}  # fmt: skip
QUOTAS = [("GH", 3), ("SN", 2), ("NE", 2), ("KE", 2)]  # office and most; two women of four is the least everywhere
ONE_DAY = datetime.timedelta(days=1)
RUNS_OUT = datetime.timedelta(hours=20)


def make_open_workshop(
    mombasa: Workshop, offices: dict[str, Office], people: dict[str, User], staff: list[Staff]
) -> Workshop:
    """It begins in eleven weeks from today, whenever the demonstration is made."""
    dana, today = people["dana"], timezone.localdate()
    starts_on = _first_day(today)
    workshop = clone_workshop(mombasa, code=CODE, starts_on=starts_on, by=dana).workshop
    frame = {
        "kind": Workshop.Kind.TRAINING_OF_TRAINERS,
        "venue": "Accra, Ghana (fictional training centre)",
        "capacity": 12,
        "host_office": offices.get("GH") or offices["RO-DKR"],
        "due_diligence": Workshop.DueDiligence.CLEARED,
        "nominations_until": today + datetime.timedelta(days=21),
        "logistics_until": starts_on - datetime.timedelta(days=14),
    }
    change_frame(workshop, frame, seen=revision_of(workshop), by=dana)
    workshop.refresh_from_db()
    move = Move(starts_on, workshop.ends_on, "Africa/Accra")
    move_dates(workshop, move, seen=preview_of(workshop, move).digest, by=dana)
    _describe(workshop, dana)
    support(workshop, offices, dana)
    _share_out(workshop, offices, dana)
    workshop.refresh_from_db()
    workshop = move_to(workshop, Workshop.State.OPEN, by=dana)
    take_part(workshop, people["chen"], Registration.Role.LEAD, "F01", offices["HQ"], "en", timezone.now())
    take_part(workshop, people["lina"], Registration.Role.LOGISTICS, "T01", offices["GH"], "en", timezone.now())
    fill(workshop, staff, dana)
    prepare_travel(workshop, by=people["lina"])
    return workshop


def _first_day(today: datetime.date) -> datetime.date:
    """The Tuesday of the week in eleven weeks."""
    return today + datetime.timedelta(days=78 - today.weekday())


def _describe(workshop: Workshop, by: User) -> None:
    for language, (title, aim) in TITLES.items():
        said = {"title": title, "aim": aim, "status": "reviewed"}
        change_text(workshop, language, said, seen=revision_of(workshop), by=by)


def _share_out(workshop: Workshop, offices: dict[str, Office], by: User) -> None:
    for code, most in QUOTAS:
        save_quota(quota(workshop, offices[code], most), by=by)
    save_quota(Quota(workshop=workshop, scope=Quota.Scope.OPEN, least=0, most=3), by=by)


def revision_of(workshop: Workshop) -> int:
    return Workshop.objects.values_list("revision", flat=True).get(pk=workshop.pk)


def quota(workshop: Workshop, office: Office, most: int) -> Quota:
    """Seats of one office, half of them for women at least."""
    scope = Quota.Scope.OFFICE
    return Quota(
        workshop=workshop, scope=scope, office=office, least=1, most=most, least_sex="female", least_percent=50
    )


def support(workshop: Workshop, offices: dict[str, Office], by: User) -> None:
    """A regional office that facilitates, an invented organisation that sends participants, two donors."""
    facilitates = {
        "office": offices["RO-DKR"],
        "role": Supporter.Role.ORGANISER,
        "signatory": "Yaw Darko",
        "signatory_title": "Regional director",
    }
    sends = {
        "organisation": "Harbour Neighbours (invented)",
        "role": Supporter.Role.SENDS,
        "signatory": "Akosua Badu",
        "signatory_title": "Coordinator",
    }
    for values in (facilitates, sends):
        save_supporter(workshop, values, by=by, seen=revision_of(workshop))
    for donor, code, share in (("Invented Fund for Borders", "IFB-114", 70), ("Invented Trust", "IT-9", 30)):
        values = {"donor": donor, "project_code": code, "share": share}
        save_funding(workshop, values, by=by, seen=revision_of(workshop))


def fill(workshop: Workshop, staff: list[Staff], by: User) -> None:
    """Nominated by their focal points, endorsed by most supervisors, some selected and invited, the rest in reserve."""
    by_office = {group.office.code: group for group in staff}
    now = timezone.now()
    nominated = [row for code, _most in QUOTAS for row in candidates(workshop, by_office[code], now)]
    for row in nominated[::4]:
        select(row, by=by)
    for row in nominated[1::4]:
        select(row, by=by)
    for row in nominated[2::4]:
        put_in_reserve(row, by=by)
    send_invitations(workshop, until=now + RUNS_OUT, by=by, at=now - datetime.timedelta(days=6))
    offers = list(Offer.objects.filter(registration__workshop=workshop, answer="").order_by("pk"))
    for offer in offers[:4]:
        answer(offer, accept=True, at=now - datetime.timedelta(days=3))
    answer(offers[4], accept=False, at=now - datetime.timedelta(days=2))


def prepare_travel(workshop: Workshop, *, by: User) -> None:
    """The first two who are confirmed have said how they come and what they need; they have their letters."""
    confirmed = workshop.registrations.participants().filter(state=Registration.State.CONFIRMED).order_by("number")
    for row, diets in zip(confirmed[:2], (["halal"], ["vegetarian", "no_nuts"]), strict=True):
        hour = datetime.time(16, 40)
        values = {
            "arrives_at": datetime.datetime.combine(workshop.starts_on - ONE_DAY, hour, workshop.tz),
            "departs_at": datetime.datetime.combine(workshop.ends_on + ONE_DAY, hour, workshop.tz),
            "arrives_by": "Flight XX 511 (invented)",
            "departs_by": "Flight XX 512 (invented)",
            "visa": "needed",
            "hotel": True,
            "phone": "",
        }
        save_travel(row, values, by=row.person)
        save_needs(row, by=row.person, diets=diets)
        save_consents(row, by=row.person, in_list=True, photo=True)
    for kind in Letter.Kind.values:
        issue_letters(workshop, kind, by=by)


def candidates(workshop: Workshop, group: Staff, now: datetime.datetime) -> list[Registration]:
    """Four of an office, in the rank of its focal point; women and men in turns where both are there."""
    role = group.office.roles.select_related("person").first()
    posted = [p for p in group.people[2:] if p.postings.current().filter(office=group.office).exists()]
    women, men = ([p for p in posted if p.sex == sex] for sex in (User.Sex.FEMALE, User.Sex.MALE))
    chosen = [person for pair in zip(women, men, strict=False) for person in pair][:4]
    at = now - datetime.timedelta(days=12)
    rows = [
        nominate(workshop, person, by=role.person, motivation="Trains colleagues already.", at=at) for person in chosen
    ]
    for row in rows[:3]:
        endorse(row, endorsed=True, by=group.people[0], at=at + datetime.timedelta(days=1))
    return rows
