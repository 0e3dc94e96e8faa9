"""Words to speak about many workshops and registrations: who may see them."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from elearning.people.models import Office
from elearning.people.rules import sees_all

if TYPE_CHECKING:
    from elearning.people.models import User


class WorkshopQuerySet(models.QuerySet):
    """Workshops."""

    def visible_to(self, user: "User") -> Self:
        """Anything announced is public; a draft is for headquarters and its own facilitators."""
        announced = ~Q(state="draft")
        if not user.is_authenticated:
            return self.filter(announced)
        if sees_all(user):
            return self.all()
        own = user.registrations.filter(role="facilitator").values("workshop_id")
        return self.filter(announced | Q(pk__in=own))


class RegistrationQuerySet(models.QuerySet):
    """Registrations."""

    def confirmed(self) -> Self:
        return self.filter(state="confirmed")

    def visible_to(self, user: "User") -> Self:
        """One's own; those of the workshops one facilitates; those of one's offices; all for headquarters."""
        if not user.is_authenticated:
            return self.none()
        if sees_all(user):
            return self.all()
        facilitated = user.registrations.filter(role="facilitator").values("workshop_id")
        offices = Office.objects.visible_to(user).values("pk")
        return self.filter(Q(person=user) | Q(workshop__in=facilitated) | Q(office__in=offices))
