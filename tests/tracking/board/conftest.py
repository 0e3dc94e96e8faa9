"""A requirement, and people who stand in each way towards it since 2025."""

import datetime
from collections.abc import Callable

import pytest

from elearning.people.models import Posting, User
from elearning.tracking.models import FAR_DAY, FAR_MOMENT, Requirement, RequirementVersion, Standing

LONG_AGO = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
FIRST = datetime.date(2025, 1, 1)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def noon(text: str) -> datetime.datetime:
    return datetime.datetime.combine(day(text), datetime.time(12), datetime.UTC)


@pytest.fixture
def requirement(db) -> Requirement:
    made = Requirement.objects.create(code="cep")
    RequirementVersion.objects.create(
        requirement=made, number=1, titles={"en": "Community engagement"}, from_day=FIRST, subjects=[], months=24,
        grace=14, published_at=LONG_AGO,
    )  # fmt: skip
    return made


@pytest.fixture
def stand(requirement) -> Callable[..., Standing]:
    def stood(person: User, state: str, until: str | None = None, **fields) -> Standing:
        posting = person.postings.get()
        values = {
            "office": posting.office, "category": posting.category, "sex": person.sex, "language": person.language,
            "day_from": FIRST, "day_to": FAR_DAY, "known_from": LONG_AGO, "known_to": FAR_MOMENT,
        }  # fmt: skip
        last = day(until) if until else None
        return Standing.objects.create(
            person=person, state=state, until=last, requirement=requirement, **values | fields
        )

    return stood


@pytest.fixture
def cast(stand, amina, bruno, kofi, efua, dana, chen) -> None:
    """Amina met it in Kenya, Bruno is due in Mozambique, Kofi overdue and Efua met in Ghana; two need not."""
    stand(amina, "met", "2026-06-20")
    stand(bruno, "due", "2026-07-01")
    stand(kofi, "overdue", "2025-04-01")
    stand(efua, "met")
    stand(dana, "exempt", "2026-12-31")
    stand(chen, "not_required")
    Posting.objects.update(recorded_at=LONG_AGO)
