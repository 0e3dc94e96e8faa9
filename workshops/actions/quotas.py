"""Deeds upon quotas: save one, remove one that nobody uses."""

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import Quota, Registration, Workshop
from ..seats.counting import quota_for, seats_of
from .holding import locked, refuse_if_over

SCOPED = ("scope", "office_id", "partner_id")
State = Registration.State
FREE = (*Registration.WAITING, State.REJECTED, State.DECLINED)


@transaction.atomic
def save_quota(quota: Quota, *, by: User) -> Quota:
    """Keep a new or changed quota. The leasts of all fit into the capacity; nobody who holds a seat loses it.

    Raises `Refused`; the fields themselves are checked by the form and by the constraints of the database.
    """
    workshop = locked(quota.workshop_id)
    refuse_if_over(workshop)
    _refuse_meanwhile(quota, workshop)
    others = workshop.quotas.exclude(pk=quota.pk).aggregate(all=Sum("least"))["all"] or 0
    if others + quota.least > workshop.capacity:
        said = {"capacity": workshop.capacity, "others": others}
        text = _("The workshop has %(capacity)s seats, and %(others)s are kept by the other quotas. Keep fewer here.")
        raise Refused(text % said, "least")
    if quota.pk:
        _refuse_loss(quota, seats_of(workshop).standings[quota.pk].taken)
    quota.save()
    log(by, "workshop.quota_saved", workshop, quota=quota.pk, least=quota.least, most=quota.most)
    share_out(workshop)
    return quota


def _refuse_meanwhile(quota: Quota, workshop: Workshop) -> None:
    """Raises `Refused` where somebody else removed this quota, or made one for the same, since the form was read."""
    others = workshop.quotas.exclude(pk=quota.pk)
    if quota.pk and not workshop.quotas.filter(pk=quota.pk).exists():
        raise Refused(_("Somebody removed this quota meanwhile. Add it again if it is still wanted."))
    same = {"office": quota.office_id} if quota.office_id else {"partner": quota.partner_id}
    if others.filter(**(same if any(same.values()) else {"scope": Quota.Scope.OPEN})).exists():
        raise Refused(_("There is a quota for the same meanwhile. Change that one."), "scope")


def share_out(workshop: Workshop) -> None:
    """Put all who hold no seat, and may get one, under the quota that covers them now; last in rank, in their order.

    Inside a transaction that has the workshop's lock.
    """
    rows = workshop.registrations.participants().filter(state__in=FREE).select_related("office", "partner")
    for row in rows.order_by("reserve_rank", "rank", "pk"):
        quota = quota_for(workshop, office=row.office, partner=row.partner)
        if row.quota_id == (quota.pk if quota else None):
            continue
        there = workshop.registrations.filter(quota=quota).aggregate(rank=Max("rank"), reserve=Max("reserve_rank"))
        row.quota, row.rank = quota, (there["rank"] or 0) + 1
        if row.reserve_rank is not None:
            row.reserve_rank = (there["reserve"] or 0) + 1
        row.save(update_fields=["quota", "rank", "reserve_rank"])


def _refuse_loss(quota: Quota, taken: int) -> None:
    if quota.most < taken:
        text = _("%(taken)s people hold a seat of this quota. Take seats back on the selection page first.")
        raise Refused(text % {"taken": taken}, "most")
    before = Quota.objects.get(pk=quota.pk)
    moved = any(getattr(before, name) != getattr(quota, name) for name in SCOPED)
    if moved and Registration.objects.filter(quota=quota).exists():
        raise Refused(_("People were nominated under this quota: it stays with whom it is for. Add another."), "scope")


@transaction.atomic
def remove_quota(quota: Quota, *, by: User) -> None:
    """Delete a quota of which nobody holds or held a seat; who waits falls under the next that covers her."""
    workshop = locked(quota.workshop_id)
    refuse_if_over(workshop)
    if not workshop.quotas.filter(pk=quota.pk).exists():
        return
    if is_bound(quota):
        raise Refused(_("People hold a seat of this quota, or held one, so it stays. You can lower its figures."))
    log(by, "workshop.quota_removed", workshop, quota=quota.pk, name=str(quota))
    Registration.objects.filter(quota=quota).update(quota=None)
    quota.delete()
    share_out(workshop)


def is_bound(quota: Quota) -> bool:
    """Whether a registration stands under it that no other quota may take over."""
    return Registration.objects.filter(quota=quota).exclude(state__in=FREE).exists()
