"""Deeds upon people and offices, one file for each kind; they are imported from here."""

from .absences import add_absence, withdraw_absence
from .affiliations import add_affiliation
from .holding import hold
from .invitations import INVITATION_LASTS, accept, hash_secret, invite
from .lending import end_loan, lend_role
from .merge import merge
from .offices import add_office, change_office, remove_office
from .offline import end_offline, mark_offline, withdraw_offline
from .persons import add_person, change_person
from .postings import end_posting, move, post, withdraw_posting
from .refusal import Refused
from .roles import end_role, grant_role

__all__ = [
    "INVITATION_LASTS",
    "Refused",
    "accept",
    "add_absence",
    "add_affiliation",
    "add_office",
    "add_person",
    "change_office",
    "change_person",
    "end_loan",
    "end_offline",
    "end_posting",
    "end_role",
    "grant_role",
    "hash_secret",
    "hold",
    "invite",
    "lend_role",
    "mark_offline",
    "merge",
    "move",
    "post",
    "remove_office",
    "withdraw_absence",
    "withdraw_offline",
    "withdraw_posting",
]
