"""A workshop that is open for nominations, and the short ways by which tests come to seats."""

import datetime

from elearning.people.models import Affiliation, Role, User
from tests.factories import LONG_AGO, make_person
from workshops.actions.endorsing import endorse
from workshops.actions.nominating import nominate
from workshops.actions.selecting import put_in_reserve, select, send_invitations
from workshops.models import Offer, Quota, Registration, Supporter, Workshop, WorkshopText

NOW = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
UNTIL = NOW + 14 * DAY


def make_workshop(offices, code: str = "CEP-2026-ACC", **fields) -> Workshop:
    """Ten seats in Accra in May 2026, open for nominations until the end of March."""
    values = {
        "kind": Workshop.Kind.FAMILIARIZATION,
        "state": Workshop.State.OPEN,
        "zone": "Africa/Accra",
        "starts_on": datetime.date(2026, 5, 4),
        "ends_on": datetime.date(2026, 5, 6),
        "venue": "Accra",
        "capacity": 10,
        "languages": ["en", "fr"],
        "host_office": offices["GH"],
        "nominations_until": datetime.date(2026, 3, 31),
    }
    workshop = Workshop.objects.create(code=code, **(values | fields))
    texts = {"en": "Trust in Accra", "fr": "La confiance à Accra"}
    for language, title in texts.items():
        WorkshopText.objects.create(workshop=workshop, language=language, title=title, status="reviewed")
    return workshop


def make_quota(workshop, office=None, *, most=5, **fields) -> Quota:
    """A quota for an office, or the open one."""
    scope = fields.pop("scope", Quota.Scope.OFFICE if office else Quota.Scope.OPEN)
    return Quota.objects.create(workshop=workshop, scope=scope, office=office, most=most, **fields)


def people(office, *names: str, **fields) -> list[User]:
    return [make_person(name, office, **fields) for name in names]


def endorsed(workshop, person, by, at=NOW, **fields) -> Registration:
    """Nominated and endorsed by `by`."""
    registration = nominate(workshop, person, by=by, at=at, **fields)
    return endorse(registration, endorsed=True, by=by, at=at)


def selected(workshop, person, by, at=NOW) -> Registration:
    return select(endorsed(workshop, person, by, at), by=by, at=at)


def waiting(workshop, person, by, at=NOW) -> Registration:
    """In the reserve."""
    return put_in_reserve(endorsed(workshop, person, by, at), by=by, at=at)


def invited(workshop, person, by, at=NOW, until=UNTIL) -> Offer:
    """Selected and invited; her open offer."""
    registration = selected(workshop, person, by, at)
    send_invitations(workshop, until=until, by=by, at=at)
    return registration.offers.get()


def states(workshop) -> dict[str, str]:
    """The state of each, by her first name."""
    rows = workshop.registrations.select_related("person")
    return {row.person.name.split()[0]: row.state for row in rows}


def again(row):
    return type(row).objects.get(pk=row.pk)


def make_partner(workshop, name="Harbour Women", focal_point=None) -> Supporter:
    return Supporter.objects.create(workshop=workshop, organisation=name, role="sends", focal_point=focal_point)


def affiliate(person, organisation="Harbour Women", kind="civil_society") -> Affiliation:
    return Affiliation.objects.create(
        person=person, organisation=organisation, organisation_type=kind, country="GH", started_on=LONG_AGO
    )


def focal_point_of(person, office) -> None:
    Role.objects.create(person=person, kind="focal_point", office=office, started_on=LONG_AGO)
