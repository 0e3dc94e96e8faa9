"""Plain functions that make the rows tests need; nothing random."""

import datetime

from elearning.people.models import Category, Office, Posting, Role, User

LONG_AGO = datetime.date(2024, 1, 1)
PASSWORD = "correct-horse-battery"


def make_office(code: str, *, kind: str = "country", parent: Office | None = None, **fields) -> Office:
    """An office below `parent`, or a root."""
    values = {"name": code, "country": "KE", "zone": "Africa/Nairobi", "language": "en"} | fields
    node = {"code": code, "kind": kind, **values}
    return parent.add_child(**node) if parent else Office.add_root(**node)


def make_person(name: str, office: Office | None = None, *, account: bool = True, **fields) -> User:
    """A person posted at `office` since 2024, able to sign in with PASSWORD unless `account` is false."""
    posting = {key: fields.pop(key) for key in ("category", "job_title", "supervisor") if key in fields}
    email = f"{name.split(' ')[0].lower()}@example.org" if account else None
    person = User.objects.create_user(email, PASSWORD if account else None, name=name, **fields)
    if account:
        person.emailaddress_set.create(email=email, verified=True, primary=True)
    if office:
        values = {"category": Category.STAFF} | posting
        Posting.objects.create(person=person, office=office, started_on=LONG_AGO, **values)
    return person


def make_role(person: User, kind: str, office: Office | None = None) -> Role:
    """A role that holds since 2024."""
    return Role.objects.create(person=person, kind=kind, office=office, started_on=LONG_AGO)
