"""Who: persons, offices, and what ties the one to the other."""

from .coming import HandoverItem, ImportRun
from .history import FormerTrait, OfflineStretch
from .invitation import Invitation
from .merging import Merge, Moved, Twins
from .office import Office
from .ties import INTERNAL_CATEGORIES, Absence, Affiliation, Category, Posting, Role
from .user import User, display_name, refuse_hidden_signs

__all__ = [
    "INTERNAL_CATEGORIES",
    "Absence",
    "Affiliation",
    "Category",
    "FormerTrait",
    "HandoverItem",
    "ImportRun",
    "Invitation",
    "Merge",
    "Moved",
    "Office",
    "OfflineStretch",
    "Posting",
    "Role",
    "Twins",
    "User",
    "display_name",
    "refuse_hidden_signs",
]
