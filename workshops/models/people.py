"""Who takes part in a workshop."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elearning.people.models import Category, Office, User

from ..querysets import RegistrationQuerySet
from .frame import SPOKEN_LANGUAGES, Group, Workshop
from .seats import Quota
from .support import Supporter

BADGE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_badge_code() -> str:
    """Eight signs without 0, 1, I, L, O, U: a code that can be read aloud and typed."""
    return "".join(secrets.choice(BADGE_LETTERS) for _ in range(8))


class Registration(models.Model):
    """A person's place in a workshop, from the nomination on.

    At confirmation office, country, category, sex and language are copied for ever.
    """

    class State(models.TextChoices):
        NOMINATED = "nominated", pgettext_lazy("registration", "nominated")
        ENDORSED = "endorsed", pgettext_lazy("registration", "endorsed")
        SELECTED = "selected", pgettext_lazy("registration", "selected")
        INVITED = "invited", pgettext_lazy("registration", "invited")
        ACCEPTED = "accepted", pgettext_lazy("registration", "accepted")
        CONFIRMED = "confirmed", pgettext_lazy("registration", "confirmed")
        ATTENDED = "attended", pgettext_lazy("registration", "attended")
        PARTLY_ATTENDED = "partly_attended", pgettext_lazy("registration", "partly attended")
        NO_SHOW = "no_show", pgettext_lazy("registration", "no show")
        RESERVE = "reserve", pgettext_lazy("registration", "reserve")
        OFFERED = "offered", pgettext_lazy("registration", "offered a seat")
        DECLINED = "declined", pgettext_lazy("registration", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("registration", "withdrawn")
        REPLACED = "replaced", pgettext_lazy("registration", "replaced")
        REJECTED = "rejected", pgettext_lazy("registration", "not selected")
        CANCELLED = "cancelled", pgettext_lazy("registration", "cancelled")
        WALK_IN = "walk_in", pgettext_lazy("registration", "walk-in")

    # Who is in the room; who holds a seat; who is still waiting for one.
    TAKING_PART = (State.CONFIRMED, State.ATTENDED, State.PARTLY_ATTENDED, State.NO_SHOW, State.WALK_IN)
    HOLDING = (State.SELECTED, State.INVITED, State.ACCEPTED, State.OFFERED, *TAKING_PART)
    WAITING = (State.NOMINATED, State.ENDORSED, State.RESERVE)

    class Role(models.TextChoices):
        PARTICIPANT = "participant", _("participant")
        LEAD = "lead", _("lead facilitator")
        CO_FACILITATOR = "co_facilitator", _("co-facilitator")
        INTERPRETER = "interpreter", _("interpreter")
        LOGISTICS = "logistics", pgettext_lazy("role in a workshop", "logistics")
        RAPPORTEUR = "rapporteur", _("rapporteur")
        OBSERVER = "observer", _("observer")

    class Screening(models.TextChoices):
        NOT_NEEDED = "not_needed", pgettext_lazy("screening", "not needed")
        PENDING = "pending", pgettext_lazy("screening", "pending")
        CLEARED = "cleared", pgettext_lazy("screening", "cleared")
        REFUSED = "refused", pgettext_lazy("screening", "refused")

    class Endorsement(models.TextChoices):
        AWAITED = "awaited", pgettext_lazy("endorsement", "awaited")
        GIVEN = "given", pgettext_lazy("endorsement", "given")
        DENIED = "denied", pgettext_lazy("endorsement", "not given")

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(User, models.PROTECT, related_name="registrations")
    role = models.CharField(_("role"), max_length=15, choices=Role.choices, default=Role.PARTICIPANT)
    state = models.CharField(_("state"), max_length=15, choices=State.choices, default=State.CONFIRMED)
    number = models.CharField(_("number"), max_length=10, null=True, blank=True)
    badge_code = models.CharField(max_length=8, null=True, unique=True, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="registrations")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    partner = models.ForeignKey(Supporter, models.PROTECT, null=True, blank=True, related_name="registrations")
    country = models.CharField(_("country"), max_length=2, blank=True)
    category = models.CharField(_("category"), max_length=15, choices=Category.choices, blank=True)
    sex = models.CharField(_("sex"), max_length=12, choices=User.Sex.choices, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=SPOKEN_LANGUAGES)
    # From the nomination to the seat.
    quota = models.ForeignKey(Quota, models.PROTECT, null=True, blank=True, related_name="registrations")
    rank = models.PositiveSmallIntegerField(_("rank of its focal point"), null=True, blank=True)
    motivation = models.CharField(_("why she"), max_length=500, blank=True)
    nominated_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    nominated_at = models.DateTimeField(null=True, blank=True)
    endorsement = models.CharField(
        _("endorsement"), max_length=8, choices=Endorsement.choices, default=Endorsement.AWAITED
    )
    endorsed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    endorsed_at = models.DateTimeField(null=True, blank=True)
    reserve_rank = models.PositiveSmallIntegerField(_("place in the reserve"), null=True, blank=True)
    substitute_for = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="substitute", verbose_name=_("comes instead of")
    )
    screening = models.CharField(_("screening"), max_length=10, choices=Screening.choices, default=Screening.NOT_NEEDED)
    screened_on = models.DateField(null=True, blank=True)
    screening_expires_on = models.DateField(null=True, blank=True)
    reconfirmed_at = models.DateTimeField(null=True, blank=True)
    name_confirmed_at = models.DateTimeField(_("name confirmed"), null=True, blank=True)
    # What she agreed to.
    in_list = models.BooleanField(_("may be named in the list of participants"), default=False)
    photo = models.BooleanField(_("may be photographed"), default=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["number", "id"]
        permissions = [("screen_participant", "Can see and set the screening of participants from security forces")]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "person"], name="workshops_registration_person_once"),
            models.UniqueConstraint(fields=["workshop", "number"], name="workshops_registration_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "attended", "partly_attended", "no_show", "walk_in"])
                | Q(confirmed_at__isnull=False, number__isnull=False),
                name="workshops_registration_confirmed_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | ~Q(category="") & ~Q(sex=""),
                name="workshops_registration_copied_when_confirmed",
            ),
        ]
        indexes = [models.Index(fields=["workshop", "state"])]

    def __str__(self) -> str:
        return f"{self.number or self.get_state_display()} {self.person}"
