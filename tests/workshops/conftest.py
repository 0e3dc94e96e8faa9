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
from tests.replay import Replay, fresh
from tests.workshops.kept import OFFSET, Kept
from workshops.loading import load_workshop
from workshops.models import AgendaItem, AgendaVersion, Group, Placement, Registration, Room, Workshop, WorkshopText

AT = datetime.datetime(2023, 6, 20, 9, 0, tzinfo=datetime.UTC)
PLACES: dict[str, Office] = {}
WRITTEN = Replay()
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
        with transaction.atomic():
            for row in mombasa_data["offices"]:
                if row["code"] not in offices:
                    make_office(row["code"], parent=Office.objects.get(code="HQ"), name=row["name"], zone=row["tz"])
            PLACES.update({office.code: office for office in Office.objects.filter(code__in=_codes(mombasa_data))})
            transaction.set_rollback(True)  # each test has the copies, the first one too
    found = {code: fresh(place) for code, place in PLACES.items()}
    for code in found.keys() - offices:
        found[code].pk += OFFSET
    WRITTEN.write("places", lambda: _place(found, offices))
    for code, office in offices.items():
        office.path, office.numchild = found[code].path, found[code].numchild
    offices |= {code: office for code, office in found.items() if code not in offices}
    return offices


def _codes(data: dict) -> set[str]:
    return {"HQ", "RO-NBO", "RO-DKR", "RO-PRY", "KE", "GH", "MZ"} | {row["code"] for row in data["offices"]}


def _place(found: dict[str, Office], offices: dict[str, Office]) -> None:
    # Two steps, since paths are unique: out of the way, then where the sorted tree has them.
    Office.objects.filter(code__in=offices).update(path=Concat(Value("~"), "path"))
    for code in offices:
        Office.objects.filter(code=code).update(path=found[code].path, numchild=found[code].numchild)
    Office.objects.bulk_create(office for code, office in found.items() if code not in offices)


@pytest.fixture
def mombasa(all_offices, data) -> Workshop:
    """The workshop in Mombasa; loaded once in each process, then copied."""
    if not LOADED.rows:
        with transaction.atomic():
            before = LOADED.keys()
            load_workshop(data, at=AT)
            LOADED.keep(before)
            transaction.set_rollback(True)
    WRITTEN.write("mombasa", lambda: LOADED.put(to=all_offices))
    return Workshop.objects.get(code="CEP-2023-MBA")
