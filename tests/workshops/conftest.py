"""The demonstration workshop, loaded from its file."""

import copy
import datetime
import json

import pytest
from django.conf import settings

from tests.factories import make_office
from workshops.loading import load_workshop
from workshops.models import Workshop

AT = datetime.datetime(2023, 6, 20, 9, 0, tzinfo=datetime.UTC)
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
    for row in mombasa_data["offices"]:
        if row["code"] not in offices:
            offices[row["code"]] = make_office(row["code"], parent=offices["HQ"], name=row["name"], zone=row["tz"])
    return offices


@pytest.fixture
def mombasa(all_offices, data) -> Workshop:
    """The workshop in Mombasa."""
    return load_workshop(data, at=AT)
