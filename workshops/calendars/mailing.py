"""The invitations and cancellations that go with the mail of a changed agenda (RFC 5546)."""

from collections.abc import Iterable
from email.utils import parseaddr

from django.conf import settings

from elearning.notices.models import Attachment

from ..models import PersonalChange, Registration
from . import ics
from .feeds import entries_of, frame_of


def invitations(registration: Registration, uuids: Iterable[str]) -> list[Attachment]:
    """For each of these items a file, unsaved: an invitation, or a cancellation if it is not hers any more.

    Read the registration with its person and its workshop with its texts.
    """
    wanted, person = set(uuids), registration.person
    frame = frame_of(registration.workshop, person.language or settings.LANGUAGE_CODE)
    organizer = ics.Party(*parseaddr(settings.DEFAULT_FROM_EMAIL))
    attendee = ics.Party(person.name, person.email)
    files = []
    for entry in entries_of(registration):
        if str(entry.placement.item.uuid) in wanted:
            method, content = ics.invitation(entry, frame, organizer=organizer, attendee=attendee)
            files.append(_file(f"{entry.placement.item.code}.ics", method, content))
    return files


def invited_to(registration: Registration) -> set[str]:
    """The items of which her mail holds an invitation that was not taken back, by their uuid."""
    mailed = Attachment.objects.values("notice")
    told = PersonalChange.objects.filter(registration=registration, notice__in=mailed)
    last: dict[str, bool] = {}
    for changes in told.order_by("announcement__version__number").values_list("changes", flat=True):
        for change in changes:
            last[(change["after"] or change["before"])["uuid"]] = change["kind"] != "removed"
    return {uuid for uuid, stands in last.items() if stands}


def _file(name: str, method: str, content: bytes) -> Attachment:
    parameters = {"charset": "utf-8", "method": method}
    return Attachment(name=name, media_type="text/calendar", parameters=parameters, content=content)
