"""A draft of the demonstration workshop, and its lead facilitator."""

import pytest

from elearning.people.models import User
from tests.replay import Worlds
from workshops.actions.drafting import draft_of
from workshops.actions.drafting_moves import Editor
from workshops.models import AgendaVersion, Registration

from ..conftest import AT

WORLDS = Worlds()


@pytest.fixture
def lead(mombasa, chen) -> User:
    """Chen leads the workshop."""
    Registration.objects.create(
        workshop=mombasa, person=chen, role="lead", number="F01", confirmed_at=AT,
        office=chen.postings.get().office, category="staff", sex=chen.sex, language="en",
    )  # fmt: skip
    return chen


@pytest.fixture
def draft(mombasa, lead) -> AgendaVersion:
    """A draft made from the published version."""
    given = (lead.pk, mombasa.registrations.get(person=lead).pk)
    return WORLDS.make("draft", lambda: {"draft": draft_of(mombasa, by=lead)}, *given)["draft"]


@pytest.fixture
def editor(lead) -> Editor:
    """Chen, whatever the revision."""
    return Editor(lead)
