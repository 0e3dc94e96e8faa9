"""A workshop of one day in Accra that is over: three items, six people, a post-test; small, and made by hand."""

import datetime
import uuid

from assessments.actions import start_attempt
from assessments.models import Attempt, PaperScore, TestPair
from elearning.people.models import User
from elearning.records.models import Certificate
from tests.assessments.factories import make_quiz, version_of
from tests.factories import make_person
from tests.workshops.attending import event
from tests.workshops.seating import make_workshop
from workshops.actions.freezing import freeze
from workshops.agenda import utc_instants
from workshops.attending import CONTEXT
from workshops.models import AgendaVersion, AttendanceEvent, DayClosing, Placement, Registration, Workshop
from workshops.models.people import new_badge_code

DAY = datetime.date(2026, 5, 6)
BEFORE = datetime.datetime(2026, 5, 1, 9, tzinfo=datetime.UTC)
AT = datetime.datetime(2026, 5, 6, 16, tzinfo=datetime.UTC)
CODE = "CEP-2026-ACC"
BASE = f"/workshops/{CODE}"
# code, start, minutes, required: who misses the first alone has exactly 80 percent.
ITEMS = [("D1-01", "09:00", 40, True), ("D1-02", "10:00", 100, False), ("D1-03", "12:00", 60, False)]
# name, has an account, language, items attended, post-test: from all to nothing.
PEOPLE = [
    ("Amina Odhiambo", True, "en", "123", "passed"),
    ("Bruno Machava", True, "fr", "123", "taken"),
    ("Comfort Addo", False, "fr", "123", ""),
    ("Daniel Owusu", False, "en", "23", "taken"),
    ("Esi Tetteh", False, "en", "13", "taken"),
    ("Faisal Haddad", False, "ar", "", ""),
]
# What the first issue makes.
FIRST = [
    ("P01", "completion", "valid"),
    ("P02", "completion", "valid"),
    ("P03", "participation", "valid"),
    ("P04", "participation", "valid"),
]


class Killed(BaseException):
    """What a killed process looks like from inside: no handler of ours runs."""


def make_room(offices, lead: User, **fields) -> Workshop:
    """The workshop in which Amina and Bruno reach completion, Comfort and Daniel participation, two nothing."""
    values = {"state": Workshop.State.REPORTING, "starts_on": DAY, "ends_on": DAY, "test_pair": _pair()}
    workshop = make_workshop(offices, CODE, **values | fields)
    _agenda(workshop)
    seat(workshop, lead, "F01", role="lead")
    for place, (name, account, language, _there, _test) in enumerate(PEOPLE, start=1):
        known = User.objects.filter(name=name).first()
        person = known or make_person(name, offices["GH"], account=account, sex="female")
        seat(workshop, person, f"P{place:02}", language=language)
    attend(workshop)
    return workshop


def seat(workshop: Workshop, person: User, number: str, **fields) -> Registration:
    """Confirmed, with what is copied then."""
    values = {"office": workshop.host_office, "country": "GH", "category": "staff", "sex": "female", "language": "en"}
    values |= {"number": number, "badge_code": new_badge_code(), "confirmed_at": BEFORE}
    return Registration.objects.create(workshop=workshop, person=person, **values | fields)


def attend(workshop: Workshop) -> None:
    """Who came to what, and who took the test, by the table."""
    items = {item.code: item for item in workshop.items.all()}
    rows = []
    for place, (_name, _account, _language, there, test) in enumerate(PEOPLE, start=1):
        one = workshop.registrations.select_related("person").get(number=f"P{place:02}")
        for code, start, _minutes, _required in ITEMS:
            if code[-1] in there:
                at = utc_instants(DAY, datetime.time.fromisoformat(start), 0, workshop.tz)[0]
                rows.append(event(workshop, one, str(items[code].uuid), at))
        take_test(workshop, one.person, test)
    AttendanceEvent.objects.bulk_create(rows)


def take_test(workshop: Workshop, person: User, test: str) -> None:
    """ "taken" on paper, "passed" here; empty is nothing."""
    pair, place = workshop.test_pair, {"context_kind": CONTEXT, "context_key": workshop.code}
    if test == "taken":
        lead = workshop.registrations.get(role="lead").person
        PaperScore.objects.create(
            pair=pair, side="after", person=person, score=5, max_score=10, taken_on=DAY, entered_by=lead, **place
        )
    elif test == "passed":
        attempt = start_attempt(person, version_of(pair.after), language="en", at=AT, **place)
        facts = {"state": Attempt.State.MARKED, "passed": True, "submitted_at": AT}
        Attempt.objects.filter(pk=attempt.pk).update(**facts)


def settle(workshop: Workshop) -> None:
    """Nothing is left to warn of: names confirmed, the day signed."""
    workshop.registrations.update(name_confirmed_at=AT)
    lead = workshop.registrations.get(role="lead").person
    DayClosing.objects.get_or_create(workshop=workshop, day=DAY, defaults={"signed_by": lead})


def unknown_badge(workshop: Workshop) -> None:
    """A scan that waits for a person."""
    item = workshop.items.get(code="D1-02")
    AttendanceEvent.objects.create(
        workshop=workshop, client_id=uuid.uuid4(), digest=uuid.uuid4().hex, verb="in", source="scan", badge="ZZZZZZZZ",
        checkpoint=str(item.uuid), occurred_at=AT, device_at=AT, problem="unknown_badge",
    )  # fmt: skip


def come(workshop: Workshop, number: str, code: str, **values) -> None:
    """A decision after the fact: she was at this item, or what `values` say."""
    one = workshop.registrations.get(number=number)
    item = workshop.items.get(code=code)
    said = {"verb": "set", "value": "present", "source": "amendment", "reason": "The sheet says so"}
    later = AT + datetime.timedelta(seconds=workshop.events.count())  # the newest decision stands
    event(workshop, one, str(item.uuid), later, **said | values).save()


def _pair() -> TestPair:
    return TestPair.objects.create(titles={"en": "Test"}, before=make_quiz(1), after=make_quiz(1))


def _agenda(workshop: Workshop) -> None:
    version = AgendaVersion.objects.create(
        workshop=workshop, number=3, state=AgendaVersion.State.CURRENT, published_at=BEFORE, zone=workshop.zone
    )
    for order, (code, start, minutes, required) in enumerate(ITEMS):
        titles = {"en": f"Session {code}", "fr": f"Séance {code}"}
        item = workshop.items.create(code=code, kind="plenary", titles=titles, counts=True, required=required)
        begins = datetime.time.fromisoformat(start)
        starts_at, ends_at = utc_instants(DAY, begins, minutes, workshop.tz)
        place = {"day": DAY, "start": begins, "minutes": minutes, "order": order}
        Placement.objects.create(version=version, item=item, starts_at=starts_at, ends_at=ends_at, **place)
    freeze(version)


def held(workshop) -> list[tuple[str, str, str]]:
    """Number, kind and state of every certificate."""
    numbers = dict(workshop.registrations.values_list("person", "number"))
    rows = Certificate.objects.filter(record__subject_uuid=workshop.uuid)
    return sorted((numbers[row.record.person_id], row.kind, row.standing) for row in rows)
