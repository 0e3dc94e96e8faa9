"""How one person stands at this moment, reckoned from her facts: what was stored may wait for what just came in."""

import datetime

from elearning.people.models import User

from ..models import Requirement, RequirementVersion
from ..readiness.fold import Piece, stand
from ..readiness.reading import facts_of, versions_of


def judged(person: User, requirement: Requirement, at: datetime.datetime) -> Piece | None:
    """Her standing on the day of this moment, as known at it; none if she is not of the house then."""
    versions = versions_of([requirement.pk]).get(requirement.pk, [])
    pieces = stand(facts_of([person.pk])[person.pk], versions, at) if versions else []
    return next((piece for piece in pieces if piece.day_from <= at.date() < piece.day_to), None)


def version_at(requirement: Requirement, at: datetime.datetime) -> RequirementVersion | None:
    """The version that is in force on the day of this moment."""
    rows = requirement.versions.filter(from_day__lte=at.date(), published_at__lte=at)
    return rows.order_by("-number").first()
