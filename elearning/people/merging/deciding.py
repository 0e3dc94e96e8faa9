"""The deed upon two likely twins who are two people."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..actions.refusal import Refused
from ..models import Twins, User


@transaction.atomic
def keep_apart(twins: Twins, *, by: User, at: datetime.datetime | None = None) -> Twins:
    """Two people: the pair leaves the queue and does not come back. Twice is once."""
    twins = Twins.objects.select_for_update(of=("self",)).get(pk=twins.pk)
    if twins.state == Twins.State.MERGED:
        raise Refused(_("These two were merged already."))
    if twins.state == Twins.State.WAITING:
        twins.state, twins.decided_by, twins.decided_at = Twins.State.DIFFERENT, by, at or timezone.now()
        twins.save(update_fields=["state", "decided_by", "decided_at"])
        log(by, "people.twins_apart", twins, at=twins.decided_at, one=twins.one_id, other=twins.other_id)
    return twins
