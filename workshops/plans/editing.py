"""What editing a plan and editing a template share: opening the forms, moving rows, keeping, telling what changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ..actions.planning import Refused, Stale, edition_of
from ..models import SessionPlan
from .content import MOST_MATERIALS, MOST_STEPS, Content, content_of, merged, part
from .forms import PlanForm, PlanForms, TemplateForm, moved, opened, sent
from .rows import deed_of

LABELS = {
    **{name: field.label for name, field in TemplateForm.base_fields.items() if name not in ("edition", "base")},
    "steps": _("Steps"),
    "materials": _("Materials"),
}
Keep = Callable[[Content, str], HttpResponse]


@dataclass
class Told:
    """That somebody else saved meanwhile: what was taken over from it, and what stands against what one wrote."""

    message: str
    taken: list[Any]
    theirs: list[tuple[Any, list[str]]]


def edited(
    request: HttpRequest,
    template: str,
    context: dict,
    *,
    plan: SessionPlan | None,
    begin: Content,
    keep: Keep,
    form: type[PlanForm] = PlanForm,
    **options: Any,
) -> HttpResponse:
    """The page of the forms. `keep` saves the content of this edition and answers; what it refuses is said there."""
    told = None
    if request.method != "POST":
        forms = opened(begin, edition_of(plan), begin, form, **options)
    elif deed := deed_of(request.POST.get("do", "")):
        forms = moved(request.POST, deed, form, **options)
    else:
        forms = sent(request.POST, form, **options)
        if forms.is_valid():
            try:
                return keep(forms.content(), forms.plan.cleaned_data["edition"])
            except Stale as stale:
                forms, told = _told(forms, stale, form, **options)
            except Refused as refusal:
                forms.plan.add_error(None, str(refusal))
    most = {"most_steps": MOST_STEPS, "most_materials": MOST_MATERIALS}
    return render(request, template, {**context, "forms": forms, "told": told, "plan": plan, **most})


def _told(mine: PlanForms, stale: Stale, form: type[PlanForm], **options: Any) -> tuple[PlanForms, Told]:
    """What was written, over what is stored now: what one did not touch oneself is taken over from the others."""
    content, edition = mine.content(), edition_of(stale.plan)
    if stale.plan is None:
        return opened(content, edition, Content(), form, **options), Told(str(stale), [], [])
    now = content_of(SessionPlan.objects.prefetch_related("steps", "materials").get(pk=stale.plan.pk))
    names = [name for name in stale.names if name != "module_code" or name in form.base_fields]
    content, against = merged(content, now, mine.plan.cleaned_data["base"], names)
    told = Told(
        str(stale),
        [LABELS[name] for name in names if name not in against],
        [(LABELS[name], _lines(now, name)) for name in against],
    )
    return opened(content, edition, now, form, **options), told


def _lines(content: Content, name: str) -> list[str]:
    if name == "steps":
        return [" · ".join(filter(None, (f"{s.minutes}′ {s.text}", s.leader))) for s in content.steps]
    if name == "materials":
        return [f"{each.quantity} × {each.name}" for each in content.materials]
    return str(part(content, name)).splitlines()
