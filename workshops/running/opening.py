"""When the room is open: from the eve of the first day at the place until the workshop is closed."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Workshop

EVE = datetime.timedelta(days=1)
RUNNING = (Workshop.State.CONFIRMED, Workshop.State.LIVE, Workshop.State.REPORTING)


def today_at(workshop: Workshop, at: datetime.datetime | None = None) -> datetime.date:
    """The day at the place."""
    return (at or timezone.now()).astimezone(workshop.tz).date()


def eve_of(workshop: Workshop) -> datetime.datetime:
    """The beginning of the day before the first, at the place."""
    return datetime.datetime.combine(workshop.starts_on - EVE, datetime.time.min, tzinfo=workshop.tz)


def why_not_open(workshop: Workshop, at: datetime.datetime | None = None) -> str:
    """The sentence that says why nothing is done in the room now; empty while it is open."""
    if workshop.state not in RUNNING:
        sentence = _("The state of this workshop is “%(state)s”: here is nothing to be done, only to be read.")
        return sentence % {"state": workshop.get_state_display()}
    opens_at = eve_of(workshop)
    if (at or timezone.now()) < opens_at:
        return _("This opens on %(day)s, the day before the workshop.") % {"day": date_format(opens_at, "DATE_FORMAT")}
    return ""
