"""Who may do what with certificates."""

from elearning.people.models import User
from elearning.people.rules import sees_all


def may_correct(user: User) -> bool:
    """Whether this person may take certificates back and issue them anew: headquarters, or a named registrar."""
    return user.has_perm("records.change_certificate") or sees_all(user)
