"""The demonstration workshop, loaded from its file."""

import copy
import datetime
import json

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat

from elearning.people.models import Office, Posting, User
from tests.factories import make_office
from tests.workshops.kept import Kept
from workshops.loading import load_workshop
from workshops.models import AgendaItem, AgendaVersion, Group, Placement, Registration, Room, Workshop, WorkshopText

AT = datetime.datetime(2023, 6, 20, 9, 0, tzinfo=datetime.UTC)
PLACES: dict[str, Office] = {}
LOADED = Kept([User, Posting, Workshop, WorkshopText, Room, Group, AgendaItem, AgendaVersion, Placement, Registration])
FILE = settings.BASE_DIR / "elearning" / "management" / "demo" / "workshop-mombasa.json"


@pytest.fixture(scope="session")
def mombasa_data() -> dict:
    """What the file says."""
    return json.loads(FILE.read_text())


@pytest.fixture
def data(mombasa_data) -> dict:
    """A copy that a test may spoil."""
    return copy.deepcopy(mombasa_data)


@pytest.fixture
def all_offices(offices, mombasa_data) -> dict:
    """The cast's offices and every other one that the file names."""
    if not PLACES:
        made = {row["code"]: _office(row, offices) for row in mombasa_data["offices"] if row["code"] not in offices}
        PLACES.update({office.code: office for office in Office.objects.all()})
        offices |= made
        return offices
    for code, office in offices.items():
        office.path, office.numchild = PLACES[code].path, PLACES[code].numchild
    # Two steps, since paths are unique: out of the way, then where the sorted tree has them.
    Office.objects.filter(code__in=offices).update(path=Concat(Value("~"), "path"))
    for code, office in offices.items():
        Office.objects.filter(code=code).update(path=office.path, numchild=office.numchild)
    names = ("code", "name", "kind", "country", "zone", "language", "path", "depth", "numchild")
    others = [Office(**{name: getattr(PLACES[code], name) for name in names}) for code in PLACES if code not in offices]
    offices |= {office.code: office for office in Office.objects.bulk_create(others)}
    return offices


def _office(row: dict, offices: dict) -> Office:
    return make_office(row["code"], parent=offices["HQ"], name=row["name"], zone=row["tz"])


@pytest.fixture
def mombasa(all_offices, data) -> Workshop:
    """The workshop in Mombasa; loaded once in each process, then copied."""
    if not LOADED.rows:
        with transaction.atomic():
            before = LOADED.keys()
            load_workshop(data, at=AT)
            LOADED.keep(before)
            transaction.set_rollback(True)  # each test has the copies, the first one too
    LOADED.put(to=all_offices)
    return Workshop.objects.get(code="CEP-2023-MBA")
