"""Who: persons, offices, and what ties the one to the other."""

from .code import SignInCode
from .coming import HandoverItem, ImportRun
from .erasure import Erasure
from .held import COPY_LASTS, HeldCopy, RetentionRun
from .history import FormerTrait, OfflineStretch
from .invitation import Invitation
from .joining import JoinRequest
from .merging import Merge, Moved, Twins
from .office import Office
from .privacy import NoticeAccepted, PrivacyNotice
from .ties import INTERNAL_CATEGORIES, Absence, Affiliation, Category, Posting, Role
from .user import User, display_name, refuse_hidden_signs

__all__ = [
    "COPY_LASTS",
    "INTERNAL_CATEGORIES",
    "Absence",
    "Affiliation",
    "Category",
    "Erasure",
    "FormerTrait",
    "HandoverItem",
    "HeldCopy",
    "ImportRun",
    "Invitation",
    "JoinRequest",
    "Merge",
    "Moved",
    "NoticeAccepted",
    "Office",
    "OfflineStretch",
    "Posting",
    "PrivacyNotice",
    "RetentionRun",
    "Role",
    "SignInCode",
    "Twins",
    "User",
    "display_name",
    "refuse_hidden_signs",
]
