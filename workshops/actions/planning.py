"""Deeds upon session plans: save one, start one from a template, make a template of one, remove one.

None of them touches a published agenda: nothing of a plan is in what a version froze.
"""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elearning.journal.actions import log
from elearning.journal.models import LogEntry
from elearning.people.models import User

from ..models import AgendaItem, PlanMaterial, PlanStep, SessionPlan
from ..plans.content import MOST_MATERIALS, MOST_STEPS, PARTS, TEXTS, Content, changed, content_of
from .revision import why_sealed

SAVED = "workshop.plan_saved"
LONGEST, MOST_PIECES = 1440, 10_000
NONE = "0.0"  # the edition of a plan that does not exist yet


class Refused(ValueError):
    """The plan cannot be kept like this; the message says what is wrong."""


class Stale(Refused):
    """Somebody saved the plan since it was opened: `plan` is stored now, `names` are the parts changed since."""

    def __init__(self, message: str, *, plan: SessionPlan | None, names: Iterable[str] = ()):
        super().__init__(message)
        self.plan, self.names = plan, tuple(names)


def edition_of(plan: SessionPlan | None) -> str:
    """What a page says that it opened: the row and its revision, so that a plan removed and made anew is another."""
    return f"{plan.pk}.{plan.revision}" if plan and plan.pk else NONE


@transaction.atomic
def save_plan(item: AgendaItem, content: Content, *, edition: str, by: User) -> SessionPlan:
    """Keep the plan of an item; `edition` is that of the plan which was opened (see `edition_of`).

    The same content again changes nothing. Raises `Stale` if the plan has been saved or removed since.
    """
    item = _held(item.pk)
    plan = SessionPlan.objects.filter(item=item).first() or SessionPlan(item=item)
    return _write(plan, content, edition=edition, by=by)


@transaction.atomic
def save_template(template: SessionPlan | None, content: Content, *, edition: str, by: User) -> SessionPlan:
    """Keep a template, or make it (None); plans that were started from it stay as they are."""
    plan = SessionPlan()
    if template:
        plan = SessionPlan.objects.select_for_update().filter(pk=template.pk, item=None).first()
        if plan is None:
            raise Refused(_("This template has been removed meanwhile. Nothing was saved."))
    _refuse_a_second_of_this_name(content, besides=plan)
    return _write(plan, content, edition=edition, by=by)


@transaction.atomic
def start_plan(item: AgendaItem, template: SessionPlan, *, by: User) -> SessionPlan:
    """Copy a template into the plan of an item that has none."""
    item = _held(item.pk)
    if SessionPlan.objects.filter(item=item).exists():
        raise Refused(_("This item has a plan already. Remove it first if you want to begin anew."))
    return _write(SessionPlan(item=item), content_of(template), edition=NONE, by=by, copy_of=template.pk)


@transaction.atomic
def make_template(plan: SessionPlan, title: str, *, by: User) -> SessionPlan:
    """Copy the plan of an item into a template under its module; later changes of either do not touch the other."""
    content = content_of(plan)
    texts = {**content.texts, "title": title}
    content = Content(texts, content.steps, content.materials, module_code=plan.item.module_code)
    _refuse_a_second_of_this_name(content, besides=None)
    return _write(SessionPlan(), content, edition=NONE, by=by, copy_of=plan.pk)


@transaction.atomic
def remove_plan(plan: SessionPlan, edition: str, *, by: User) -> None:
    """Take away the plan of an item, or a template, as it was seen: not if it has been saved since.

    Raises `Stale`; one that is gone already stays gone.
    """
    if plan.item_id:  # the item first, as those who save do: of two at once the second sees what the first did
        _held(plan.item_id)
    stored = SessionPlan.objects.select_for_update().filter(pk=plan.pk).first()
    if stored is None:
        return
    if edition_of(stored) != edition:
        raise _stale(stored, edition)
    log(by, "workshop.plan_removed", stored, title=stored.title, item=stored.item.code if stored.item else None)
    stored.delete()


def _held(item: int) -> AgendaItem:
    """The item, locked. Raises `Refused` where its workshop is cancelled or archived."""
    held = AgendaItem.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=item)
    if sealed := why_sealed(held.workshop):
        raise Refused(sealed)
    return held


def _write(plan: SessionPlan, content: Content, *, edition: str, by: User, **origin: int) -> SessionPlan:
    """Write the content into the row, if it is still the one that was opened, and say so in the journal."""
    _refuse_what_no_plan_holds(content)
    code = plan.item.module_code if plan.item_id else content.module_code
    content = Content(content.texts, content.steps, content.materials, module_code=code)
    names = changed(content_of(plan) if plan.pk else Content(), content)
    if plan.pk and not names:
        return plan
    if edition_of(plan) != edition:
        raise _stale(plan, edition)
    for name in TEXTS:
        setattr(plan, name, content.texts[name])
    plan.module_code, plan.revision = code, plan.revision + 1
    _save(plan)
    _write_rows(plan, content)
    log(by, SAVED, plan, revision=plan.revision, changed=names, **origin)
    return plan


def _save(plan: SessionPlan) -> None:
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError:  # two made a template of one title in the same moment
        raise Refused(_twice()) from None


def _write_rows(plan: SessionPlan, content: Content) -> None:
    plan.steps.all().delete()
    plan.materials.all().delete()
    steps = enumerate(content.steps, start=1)
    PlanStep.objects.bulk_create(
        PlanStep(plan=plan, order=order, minutes=step.minutes, text=step.text, leader=step.leader)
        for order, step in steps
    )
    PlanMaterial.objects.bulk_create(
        PlanMaterial(plan=plan, name=each.name, per=each.per, quantity=each.quantity) for each in content.materials
    )


def _stale(plan: SessionPlan, edition: str) -> Stale:
    """What was done since this edition, as the journal knows it."""
    if plan.pk is None:
        return Stale(_("The plan has been removed meanwhile."), plan=None)
    entries = LogEntry.objects.filter(action=SAVED, subject_type=plan._meta.label_lower, subject_id=str(plan.pk))
    pk, _dot, revision = edition.partition(".")
    seen = int(revision) if pk == str(plan.pk) and revision.isdecimal() else 0
    later = [entry for entry in entries.select_related("actor") if entry.detail["revision"] > seen]
    names = {name for entry in later for name in entry.detail["changed"]}
    ordered = [name for name in PARTS if name in names]
    people = ", ".join(dict.fromkeys(entry.actor.name for entry in later if entry.actor))
    message = _("%(people)s saved this plan after you opened it. Nothing of it was overwritten.") % {"people": people}
    return Stale(message, plan=plan, names=ordered)


def _refuse_what_no_plan_holds(content: Content) -> None:
    if len(content.steps) > MOST_STEPS:
        text = ngettext("A plan has %(most)s step at most.", "A plan has %(most)s steps at most.", MOST_STEPS)
        raise Refused(text % {"most": MOST_STEPS} + " " + _("Gather some of them into one."))
    if len(content.materials) > MOST_MATERIALS:
        raise Refused(_("A plan has %(most)s materials at most.") % {"most": MOST_MATERIALS})
    if not all(1 <= step.minutes <= LONGEST for step in content.steps):
        raise Refused(_("A step lasts from 1 minute to 1440, which is a day."))
    if not all(1 <= each.quantity <= MOST_PIECES for each in content.materials):
        raise Refused(_("Of a material there are 1 to 10,000 pieces."))


def _refuse_a_second_of_this_name(content: Content, *, besides: SessionPlan | None) -> None:
    same = SessionPlan.objects.filter(
        item=None, module_code=content.module_code, language=content.texts["language"], title=content.texts["title"]
    )
    if same.exclude(pk=besides.pk if besides else None).exists():
        raise Refused(_twice())


def _twice() -> str:
    return _("There is a template of this title for this module in this language. Give it another title.")
