"""Reading who holds a seat: the standing of each quota, and what is still free."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from elearning.people.models import Office

from ..models import Quota, Registration, Supporter, Workshop
from .balance import Standing, free_seats, kept_for_others


@dataclass(frozen=True)
class Seats:
    """The seats of one workshop at one moment; `standings` by the key of the quota, `taken` with and without one."""

    capacity: int
    taken: int
    quotas: dict[int, Quota]
    standings: dict[int, Standing]

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)

    def free_in(self, quota_id: int | None) -> int:
        return free_seats(self.standings, quota_id, capacity=self.capacity, taken=self.taken)

    def why_full(self, quota_id: int | None) -> str:
        """The sentence that says why this quota seats nobody more; empty if it does."""
        if self.free_in(quota_id):
            return ""
        if not self.free:
            return _("All %(capacity)s seats of the workshop are taken.") % {"capacity": self.capacity}
        quota = self.quotas.get(quota_id)
        if quota and not self.standings[quota_id].free:
            return _("All %(most)s seats of the quota “%(quota)s” are taken.") % {"most": quota.most, "quota": quota}
        kept = kept_for_others(self.standings, quota_id)
        return _(
            "The %(free)s seats that are left are kept for quotas that have not reached their least (%(kept)s seats). "
            "Lower the least of a quota that will not be filled."
        ) % {"free": self.free, "kept": kept}


def standing_of(quota: Quota, sexes: list[str]) -> Standing:
    """The quota with these holders."""
    return Standing(quota.least, quota.most, tuple(sexes), quota.least_sex, quota.least_percent)


def seats_of(workshop: Workshop) -> Seats:
    """Two queries: the quotas, and those who hold a seat (neither the team nor observers)."""
    quotas = {quota.pk: quota for quota in workshop.quotas.select_related("office", "partner__office")}
    sexes: dict[int | None, list[str]] = defaultdict(list)
    for quota, registered, own in holders(workshop).values_list("quota", "sex", "person__sex"):
        sexes[quota].append(registered or own)
    standings = {pk: standing_of(quota, sexes[pk]) for pk, quota in quotas.items()}
    return Seats(workshop.capacity, sum(map(len, sexes.values())), quotas, standings)


def holders(workshop: Workshop):
    """The registrations that take up a seat, in no order."""
    return workshop.registrations.participants().holding().order_by()


def covers(quota: Quota, *, office: Office | None, partner: Supporter | None = None) -> bool:
    """Whether somebody of this office, or nominated by this partner, may sit on a seat of the quota."""
    if quota.scope == Quota.Scope.OPEN:
        return True
    if quota.scope == Quota.Scope.PARTNER:
        return partner is not None and partner.pk == quota.partner_id
    if office is None or partner is not None:
        return False
    if quota.scope == Quota.Scope.OFFICE:
        return office.pk == quota.office_id
    return office.path.startswith(quota.office.path)


def quota_for(workshop: Workshop, *, office: Office | None, partner: Supporter | None = None) -> Quota | None:
    """The narrowest quota that covers: the office or partner itself, the nearest region above, the open one."""
    fitting = [
        quota
        for quota in workshop.quotas.select_related("office", "partner")
        if covers(quota, office=office, partner=partner)
    ]
    return max(fitting, key=_narrowness, default=None)


def _narrowness(quota: Quota) -> int:
    if quota.scope in (Quota.Scope.OFFICE, Quota.Scope.PARTNER):
        return 10_000
    return quota.office.depth if quota.office_id else 0


def place_of(registration: Registration) -> tuple[Office | None, Supporter | None]:
    """What decides which quotas cover her."""
    return registration.office, registration.partner
