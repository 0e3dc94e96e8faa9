"""The deed of lending a role to a colleague, who is told."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.notices.actions import notify
from elearning.people.actions import Refused, lend_role
from elearning.people.models import Role, User


@transaction.atomic
def lend(
    role: Role,
    address: str,
    *,
    started_on: datetime.date,
    ended_on: datetime.date,
    by: User,
    at: datetime.datetime | None = None,
) -> Role:
    """Lend a role to the colleague with this e-mail address; raises `Refused` as `lend_role` does.

    An address that nobody has, and one of somebody outside the house, are refused in the same words.
    """
    now = at or timezone.now()
    to = User.objects.filter(email=address.strip().lower()).first_kept()
    if to is None:
        raise Refused(_("No colleague with this address is posted at one of the offices in that time."), "to")
    lent = lend_role(role, to, started_on=started_on, ended_on=ended_on, by=by, at=now)
    notify(to, "role_lent", key=f"role_lent:{lent.pk}", path=reverse("tracking:cover"), at=now, role=lent)
    return lent


def may_lend(user: User, today: datetime.date) -> list[Role]:
    """The roles of hers that she may lend: her own ones, now and to come."""
    rows = user.roles.filter(lent_by__isnull=True).overlapping(today, None).select_related("office")
    return list(rows.order_by("office__path", "started_on"))
