"""Who: persons, offices, and what ties the one to the other."""

from .invitation import Invitation
from .office import Office
from .ties import INTERNAL_CATEGORIES, Absence, Affiliation, Category, Posting, Role
from .user import User, display_name, refuse_hidden_signs

__all__ = [
    "INTERNAL_CATEGORIES",
    "Absence",
    "Affiliation",
    "Category",
    "Invitation",
    "Office",
    "Posting",
    "Role",
    "User",
    "display_name",
    "refuse_hidden_signs",
]
