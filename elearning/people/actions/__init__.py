"""Deeds upon people and offices, one file for each kind; they are imported from here."""

from .absences import add_absence
from .affiliations import add_affiliation
from .invitations import INVITATION_LASTS, accept, hash_secret, invite
from .offices import add_office, change_office, remove_office
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
    "end_posting",
    "end_role",
    "grant_role",
    "hash_secret",
    "invite",
    "move",
    "post",
    "remove_office",
    "withdraw_posting",
]
