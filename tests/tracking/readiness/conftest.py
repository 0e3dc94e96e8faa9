"""A requirement of a year that everybody is asked to meet within thirty days."""

import datetime

import pytest

from elearning.tracking.models import Requirement, RequirementVersion

COURSE = "6f9619ff-8b86-4d01-b42d-00c04fc964ff"


@pytest.fixture
def required(db) -> Requirement:
    requirement = Requirement.objects.create(code="protection")
    RequirementVersion.objects.create(
        requirement=requirement,
        number=1,
        titles={"en": "Protection"},
        from_day=datetime.date(2025, 1, 1),
        subjects=[{"kind": "course", "value": COURSE}],
        months=12,
        days=30,
        published_at=datetime.datetime(2024, 12, 1, tzinfo=datetime.UTC),
    )
    return requirement
