"""A workshop that two donors paid for, a course, and who took part: known to everybody who counts them."""

import datetime
import uuid
from types import SimpleNamespace

import pytest

from elearning.people.models import Affiliation
from elearning.tracking.figures.questions import Question
from tests.factories import make_person
from tests.records.factories import make_record
from tests.tracking.conftest import moment
from workshops.models import FundingLine, Workshop

TOPIC = uuid.UUID("00000000-0000-4000-8000-0000000070b1")


def question(**fields) -> Question:
    """2026 as known on 1 November, unless said otherwise."""
    values = {
        "subject": "all",
        "started_on": datetime.date(2026, 1, 1),
        "ended_on": datetime.date(2026, 12, 31),
        "on": datetime.date(2026, 11, 1),
        "known_at": moment("2026-11-01"),
        "by": ("office",),
    }
    return Question(**{**values, **fields})


@pytest.fixture
def world(offices, amina, bruno, kofi):
    """Amina: workshop (both records) and course; Bruno and Kofi: workshop; Nia, of the police, too; Bruno's is late."""
    workshop = Workshop.objects.create(
        code="accra-2026",
        kind="familiarization",
        state="closed",
        zone="Africa/Accra",
        starts_on=datetime.date(2026, 3, 2),
        ends_on=datetime.date(2026, 3, 4),
        venue="Accra",
        capacity=20,
        host_office=offices["GH"],
    )
    lines = [FundingLine(workshop=workshop, donor="EU", project_code="P1", share="60.00")]
    lines.append(FundingLine(workshop=workshop, donor="US", project_code="P2", share="25.50"))
    FundingLine.objects.bulk_create(lines)
    nia = make_person("Nia Boateng", sex="female", language="fr")
    Affiliation.objects.create(
        person=nia,
        organisation="Ghana Police",
        organisation_type="police",
        country="GH",
        started_on=datetime.date(2025, 1, 1),
    )
    at = {
        "subject_kind": "workshop",
        "subject_uuid": workshop.uuid,
        "workshop_kind": workshop.kind,
        "topic": TOPIC,
        "achieved_on": workshop.ends_on,
        "hours": "18.0",
    }
    records = {
        "amina": make_record(amina, **at, at=moment("2026-03-05")),
        "amina_too": make_record(amina, **at, kind="participation", at=moment("2026-03-05")),
        "course": make_record(amina, topic=TOPIC, achieved_on=datetime.date(2026, 6, 1), at=moment("2026-06-01")),
        "kofi": make_record(kofi, **at, kind="participation", at=moment("2026-03-05")),
        "nia": make_record(nia, **at, at=moment("2026-03-05")),
        "bruno": make_record(bruno, **at, at=moment("2026-09-01")),
    }
    return SimpleNamespace(workshop=workshop, nia=nia, records=records, amina=amina, bruno=bruno, kofi=kofi)
