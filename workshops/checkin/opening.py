"""When attendance of a workshop is taken: from its eve until its report is closed."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions.holding import begins_at
from ..models import Workshop

TAKEN_IN = (Workshop.State.CONFIRMED, Workshop.State.LIVE, Workshop.State.REPORTING)
EVE = datetime.timedelta(days=1)


def why_not_taken(workshop: Workshop, at: datetime.datetime | None = None) -> str:
    """The sentence that says why no attendance is taken now; empty while it is. No query."""
    if workshop.state not in TAKEN_IN:
        state = {"state": workshop.get_state_display()}
        return _("The state of the workshop is “%(state)s”: attendance can be read, and is not taken.") % state
    if (at or timezone.now()) < begins_at(workshop) - EVE:
        return _("Attendance is taken from the day before the workshop.")
    return ""
