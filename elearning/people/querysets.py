"""Words to speak about many people, offices and ties: who may see them, and when they held."""

import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from treebeard.mp_tree import MP_NodeManager, MP_NodeQuerySet

if TYPE_CHECKING:
    from .models import Office, User


def under(paths: list[str], field: str = "path") -> Q:
    """A condition for rows whose office stands at or below one of these tree paths; none gives nothing."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


class DatedQuerySet(models.QuerySet):
    """Rows that hold from a day to a day, both inclusive."""

    def on(self, day: datetime.date) -> Self:
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), started_on__lte=day)

    def current(self) -> Self:
        return self.on(timezone.localdate())

    def overlapping(self, started_on: datetime.date, ended_on: datetime.date | None) -> Self:
        """Rows that share a day with this stretch; an empty end is open."""
        rows = self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=started_on))
        return rows.filter(started_on__lte=ended_on) if ended_on else rows


class AbsenceQuerySet(DatedQuerySet):
    """Absences and offline stretches: what was written down in error is withdrawn."""

    def standing(self) -> Self:
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class RoleQuerySet(DatedQuerySet):
    """Roles."""


class InvitationQuerySet(models.QuerySet):
    """Invitations."""

    def open(self) -> Self:
        """Those that let in: not used, in time, to the address that an open account has now."""
        unused = self.filter(accepted_at__isnull=True, expires_at__gt=timezone.now())
        return unused.filter(person__is_active=True, email=F("person__email"))


class PostingQuerySet(DatedQuerySet):
    """Postings, as we know them now unless a moment of knowledge is given."""

    def on(self, day: datetime.date, known_at: datetime.datetime | None = None) -> Self:
        if known_at is None:
            return super().on(day).filter(withdrawn_at__isnull=True)
        return self.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gte=day) | Q(end_recorded_at__gt=known_at),
            Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at),
            started_on__lte=day,
            recorded_at__lte=known_at,
        )

    def under(self, office: "Office") -> Self:
        return self.filter(office__path__startswith=office.path)


class OfficeQuerySet(MP_NodeQuerySet):
    """Offices."""

    def visible_to(self, user: "User") -> Self:
        """The offices whose people this person may see: all for headquarters, her own and below for a focal point."""
        if not user.is_authenticated:
            return self.none()
        if any(role.kind == "headquarters" for role in user.roles_today):
            return self.all()
        return self.filter(under([role.office.path for role in user.roles_today if role.office]))


class OfficeManager(MP_NodeManager.from_queryset(OfficeQuerySet)):
    """The tree's manager with our words."""

    def get_queryset(self) -> OfficeQuerySet:
        return OfficeQuerySet(self.model, using=self._db).order_by("path")


class UserQuerySet(models.QuerySet):
    """People."""

    def visible_to(self, user: "User") -> Self:
        """Herself; for a focal point those posted today in her offices; for headquarters everybody."""
        if not user.is_authenticated:
            return self.none()
        if any(role.kind == "headquarters" for role in user.roles_today):
            return self.all()
        from .models import Posting

        paths = [role.office.path for role in user.roles_today if role.office]
        posted = Posting.objects.current().filter(under(paths, "office__path")).values("person_id")
        return self.filter(Q(pk=user.pk) | Q(pk__in=posted))

    def first_kept(self) -> "User | None":
        """The first of them; if she was merged, whom she became."""
        found = self.select_related("merged_into").first()
        return found and found.kept


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Creates people with an e-mail address in lower case."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields) -> "User":
        """A person; without a password she cannot sign in until she sets one by an invitation."""
        user = self.model(email=(email or "").strip().lower() or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """An administrator of the CMS."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email=email.lower())
