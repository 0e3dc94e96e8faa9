"""What a record copies of the day on which it was earned, and whether one says the same already."""

import datetime

from elearning.people.models import Office, User
from elearning.people.postings import posting_of

from .models import LearningRecord


def standing(rows: list[LearningRecord], day: datetime.date, *, again: bool) -> LearningRecord | None:
    """The record that says the same already: of that day, or (unless `again`) of any day if it was earned here."""
    valid = [row for row in rows if not hasattr(row, "annulled_by")]
    same_day = [row for row in valid if row.achieved_on == day]
    earned = [row for row in valid if row.basis.get("source") != "import" and row is rows[-1]]
    return next(iter(same_day if again else [*earned, *same_day]), None)


def posted(person: User, day: datetime.date) -> tuple[Office | None, str]:
    posting = posting_of(person, day)
    return (posting.office, posting.category) if posting else (None, "")


def affiliated(person: User, day: datetime.date) -> dict[str, str]:
    """The organisation that a person outside the offices was of on the day, its type and country."""
    found = (
        person.affiliations.on(day).order_by("started_on", "pk").values("organisation", "organisation_type", "country")
    )
    return found.first() or {}
