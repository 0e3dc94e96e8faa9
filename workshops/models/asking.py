"""What is asked in the room: forms in three modes of anonymity, polls, questions, the parking lot."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elearning.fields import LocalizedField, localized
from elearning.people.models import User

from .agenda import AgendaItem
from .frame import Workshop
from .people import Registration


class Anonymity(models.TextChoices):
    ANONYMOUS = "anonymous", pgettext_lazy("answers to a form", "anonymous: nobody can find out who answered what")
    CONFIDENTIAL = "confidential", pgettext_lazy("answers to a form", "confidential: headquarters alone sees the names")
    NAMED = "named", pgettext_lazy("answers to a form", "with names: the facilitators see them")


class FeedbackForm(models.Model):
    """A form for a day (six questions at most), for the whole workshop, or for one item.

    `questions` are `[{"key", "kind": scale | choice | text, "texts": {lang: …}, "choices": [{lang: …}]}]`. Mode and
    questions are fixed from the first answer on.
    """

    class Kind(models.TextChoices):
        DAILY = "daily", pgettext_lazy("form", "daily")
        FINAL = "final", pgettext_lazy("form", "final")
        ITEM = "item", pgettext_lazy("form", "for an item")

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="forms")
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    day = models.DateField(_("day"), null=True, blank=True)
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="forms")
    titles = LocalizedField(_("title"))
    mode = models.CharField(_("anonymity"), max_length=12, choices=Anonymity.choices, default=Anonymity.ANONYMOUS)
    questions = models.JSONField(_("questions"), default=list)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    said_and_did = models.JSONField(_("you said, we did"), default=list)  # [{"said": {lang: …}, "did": {lang: …}}]

    class Meta:
        verbose_name = pgettext_lazy("feedback", "form")
        verbose_name_plural = pgettext_lazy("feedback", "forms")
        ordering = ["opens_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="daily", day__isnull=False, item__isnull=True)
                | Q(kind="item", day__isnull=True, item__isnull=False)
                | Q(kind="final", day__isnull=True, item__isnull=True),
                name="workshops_feedbackform_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["workshop", "day"], condition=Q(kind="daily"), name="workshops_feedbackform_daily_once"
            ),
            models.UniqueConstraint(
                fields=["workshop"], condition=Q(kind="final"), name="workshops_feedbackform_final_once"
            ),
            models.UniqueConstraint(fields=["item"], condition=Q(kind="item"), name="workshops_feedbackform_item_once"),
        ]

    def __str__(self) -> str:
        return localized(self.titles)


class FormTicket(models.Model):
    """That somebody has answered a form, so that she answers once. It tells neither when nor what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # random: no order of arrival
    form = models.ForeignKey(FeedbackForm, models.CASCADE, related_name="tickets")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("ticket of a form")
        verbose_name_plural = _("tickets of forms")
        constraints = [models.UniqueConstraint(fields=["form", "registration"], name="workshops_formticket_once")]

    def __str__(self) -> str:
        return str(self.id)


class FormAnswer(models.Model):
    """One person's answers. Of an anonymous form they hold no person and no time, and their id is random."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.ForeignKey(FeedbackForm, models.CASCADE, related_name="answers")
    mode = models.CharField(max_length=12, choices=Anonymity.choices)
    registration = models.ForeignKey(Registration, models.CASCADE, null=True, blank=True, related_name="+")
    answers = models.JSONField(default=dict)  # {question key: number | index | text}
    language = models.CharField(max_length=10, blank=True)
    complete = models.BooleanField(default=False)
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("answers to a form")
        verbose_name_plural = _("answers to forms")
        constraints = [
            models.CheckConstraint(
                condition=Q(mode="anonymous", registration__isnull=True, saved_at__isnull=True, language="")
                | ~Q(mode="anonymous") & Q(registration__isnull=False, saved_at__isnull=False),
                name="workshops_formanswer_keeps_its_promise",
            ),
            models.UniqueConstraint(
                fields=["form", "registration"],
                condition=Q(registration__isnull=False),
                name="workshops_formanswer_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Poll(models.Model):
    """A question to the room with choices; votes are counted, never shown by name."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("poll", "draft")
        OPEN = "open", pgettext_lazy("poll", "open")
        CLOSED = "closed", pgettext_lazy("poll", "closed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="polls")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="polls")
    question = LocalizedField(_("question"))
    choices = models.JSONField(_("choices"), default=list)  # [{lang: text}]
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return localized(self.question)


class Vote(models.Model):
    """One person's vote in a poll."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="votes")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="+")
    choice = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["poll", "registration"], name="workshops_vote_once")]

    def __str__(self) -> str:
        return f"{self.poll_id}: {self.choice}"


class RoomQuestion(models.Model):
    """A question from the room; shown once somebody of the team let it through."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("question of the room", "waits")
        SHOWN = "shown", pgettext_lazy("question of the room", "shown")
        ANSWERED = "answered", pgettext_lazy("question of the room", "answered")
        HIDDEN = "hidden", pgettext_lazy("question of the room", "not shown")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="questions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="questions")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="+")
    with_name = models.BooleanField(_("with my name"), default=False)
    text = models.CharField(_("question"), max_length=400)
    language = models.CharField(max_length=10, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    supporters = models.ManyToManyField(Registration, blank=True, related_name="+")

    class Meta:
        verbose_name = _("question of the room")
        verbose_name_plural = _("questions of the room")
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return self.text


class ParkedPoint(models.Model):
    """Something put aside for later, with who sees to it and until when: nothing evaporates."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("parked point", "open")
        DONE = "done", pgettext_lazy("parked point", "done")
        DROPPED = "dropped", pgettext_lazy("parked point", "dropped")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="parked")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="parked")
    text = models.CharField(_("point"), max_length=400)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    due_on = models.DateField(pgettext_lazy("by when", "due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.OPEN)
    outcome = models.CharField(_("what became of it"), max_length=600, blank=True)
    raised_at = models.DateTimeField(_("raised"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("parked point")
        verbose_name_plural = _("parking lot")
        ordering = ["raised_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | Q(settled_at__isnull=False) & ~Q(outcome=""),
                name="workshops_parkedpoint_settled_says_how",
            )
        ]

    def __str__(self) -> str:
        return self.text
