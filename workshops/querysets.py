"""Words to speak about many workshops and registrations: who may see them."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from elearning.people.models import Office
from elearning.people.rules import sees_all
from elearning.toolkit.querysets import AudiencePageQuerySet

if TYPE_CHECKING:
    from elearning.people.models import User


class WorkshopQuerySet(models.QuerySet):
    """Workshops."""

    def visible_to(self, user: "User") -> Self:
        """Anything announced is public; a draft, given up or not, is for headquarters and those who prepare it."""
        announced = ~Q(state="draft") & Q(given_up=False)
        if not user.is_authenticated:
            return self.filter(announced)
        if sees_all(user):
            return self.all()
        team = user.registrations.taking_part().exclude(role="participant").values("workshop_id")
        return self.filter(announced | Q(pk__in=team))


class WorkshopPageQuerySet(AudiencePageQuerySet):
    """Public faces of workshops."""

    def visible_to(self, user: "User") -> Self:
        """Those for her audience, of workshops that she may see: the face of a draft is not shown before it opens."""
        workshops = self.model._meta.get_field("workshop").related_model.objects.visible_to(user)
        return super().visible_to(user).filter(workshop__in=workshops.values("pk"))


class RegistrationQuerySet(models.QuerySet):
    """Registrations."""

    def taking_part(self) -> Self:
        """Confirmed, and what became of it: those who are, were or ought to have been in the room."""
        return self.filter(state__in=self.model.TAKING_PART)

    def holding(self) -> Self:
        """Those who hold a seat, from the selection on."""
        return self.filter(state__in=self.model.HOLDING)

    def waiting(self) -> Self:
        """Those who may still get one."""
        return self.filter(state__in=self.model.WAITING)

    def participants(self) -> Self:
        """Those who take up a seat: neither the team nor observers."""
        return self.filter(role=self.model.Role.PARTICIPANT)

    def facilitating(self) -> Self:
        return self.taking_part().filter(role__in=[self.model.Role.LEAD, self.model.Role.CO_FACILITATOR])

    def visible_to(self, user: "User") -> Self:
        """Her own; of workshops that she facilitates, of her offices, of her organisation; all for headquarters."""
        if not user.is_authenticated:
            return self.none()
        if sees_all(user):
            return self.all()
        facilitated = user.registrations.facilitating().values("workshop_id")
        offices = Office.objects.visible_to(user).values("pk")
        partners = user.supported_workshops.values("pk")
        own = Q(person=user) | Q(workshop__in=facilitated) | Q(office__in=offices) | Q(partner__in=partners)
        return self.filter(own)


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that are added and read, never changed."""

    def update(self, **values) -> int:
        raise TypeError("These rows are append-only: what is wrong is put right by another one.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("These rows are append-only: they stay.")


class EventQuerySet(AppendOnlyQuerySet):
    """Attendance events."""

    def waiting(self) -> Self:
        """Those about which a person has to decide."""
        return self.exclude(problem="").filter(resolution__isnull=True)

    def counting(self) -> Self:
        """Those that count: without a problem, or given to somebody by a person's decision."""
        return self.filter(Q(problem="") | Q(resolution__set_aside=False))
