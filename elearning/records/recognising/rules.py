"""Who may verify learning from elsewhere, and who keeps the table of equivalences."""

from django.contrib.auth.models import AnonymousUser

from elearning.people.models import User
from elearning.people.rules import sees_all

from ..models import Claim


def may_verify(user: User | AnonymousUser) -> bool:
    """A named verifier, and headquarters."""
    return user.is_authenticated and (sees_all(user) or user.has_perm("records.verify_claim"))


def may_decide(user: User | AnonymousUser, claim: Claim) -> bool:
    """A verifier; never upon her own claim."""
    return may_verify(user) and claim.person_id != user.pk


def may_keep_equivalences(user: User | AnonymousUser) -> bool:
    """Headquarters says what counts as what."""
    return sees_all(user)
