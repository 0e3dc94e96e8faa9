"""What a person may do with a workshop."""

from elearning.people.models import User
from elearning.people.rules import sees_all

from .models import Workshop


def may_see_people(user: User, workshop: Workshop) -> bool:
    """The facilitators of this workshop, and headquarters, see the list of all its participants."""
    if not user.is_authenticated:
        return False
    return sees_all(user) or user.registrations.filter(workshop=workshop, role="facilitator").exists()


def may_see_backstage(user: User, workshop: Workshop) -> bool:
    """Items kept for facilitators (a debrief) are shown to them and to headquarters only."""
    return may_see_people(user, workshop)
