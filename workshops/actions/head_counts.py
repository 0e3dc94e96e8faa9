"""The deed of writing down how many heads were counted at a checkpoint."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..attending import checkpoints_of
from ..checkin.opening import why_not_taken
from ..models import HeadCount, Workshop
from .checking_in import held, refuse_signed

MOST_HEADS = 10_000


@transaction.atomic
def count_heads(
    workshop: Workshop,
    checkpoint: str,
    heads: int,
    *,
    by: User,
    id: uuid.UUID | None = None,
    at: datetime.datetime | None = None,
) -> HeadCount:
    """Add a count; the newest counts. `id` is made by the page that was filled in: the same again is the same."""
    now = at or timezone.now()
    workshop = held(workshop)
    if why := why_not_taken(workshop, now):
        raise Refused(why)
    found = {one.key: one for one in checkpoints_of(workshop)}.get(checkpoint)
    if found is None:
        raise Refused(_("The agenda does not have this item any more. Load the page again."), "checkpoint")
    if not 0 <= heads <= MOST_HEADS:
        raise Refused(_("Give a number of heads from 0 to 10,000."), "heads")
    refuse_signed(workshop, found)
    if id and (known := HeadCount.objects.filter(client_id=id).first()):
        if known.workshop_id != workshop.pk:
            raise Refused(_("This count is of another workshop. Load the page again."), "heads")
        return known
    made = HeadCount.objects.create(
        workshop=workshop, checkpoint=checkpoint, heads=heads, counted_at=now, by=by, client_id=id or uuid.uuid4()
    )
    log(by, "workshop.heads_counted", workshop, at=now, checkpoint=checkpoint, heads=heads)
    return made
