"""The pages of the templates of session plans: all by module, one of them, writing and removing one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import planning
from ..models import SessionPlan
from ..rules import may_use_templates
from . import showing
from .content import Content, content_of
from .editing import edited
from .forms import TemplateForm
from .reading import module_choices, plans_with_rows


def _allowed(request: HttpRequest) -> None:
    if not may_use_templates(request.user):
        raise Http404


def _template_or_404(request: HttpRequest, pk: int) -> SessionPlan:
    _allowed(request)
    return get_object_or_404(plans_with_rows().filter(item=None), pk=pk)


@login_required
def plan_templates(request: HttpRequest) -> HttpResponse:
    """Every template, by module."""
    _allowed(request)
    return render(request, "workshops/plans/templates.html", showing.templates_by_module(request.user))


@login_required
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """One template, with its steps by the minute of the session."""
    found = _template_or_404(request, pk)
    return render(request, "workshops/plans/template.html", showing.of_template(found, request.user))


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Write a template from nothing."""
    _allowed(request)
    begin = Content(texts={"language": get_language()}, module_code=request.GET.get("module", "")[:20])
    return _edited(request, None, begin)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a template; plans that were started from it stay as they are."""
    found = _template_or_404(request, pk)
    return _edited(request, found, content_of(found))


def _edited(request: HttpRequest, found: SessionPlan | None, begin: Content) -> HttpResponse:
    def keep(content: Content, edition: str) -> HttpResponse:
        kept = planning.save_template(found, content, edition=edition, by=request.user)
        messages.success(request, _("The template is saved."))
        return redirect("workshops:plan_template", kept.pk)

    modules = module_choices(request.user, begin.module_code if found else "")
    page = "workshops/plans/template_edit.html"
    return edited(request, page, {}, plan=found, begin=begin, keep=keep, form=TemplateForm, modules=modules)


@require_POST
@login_required
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a template away, as it was seen; plans that were started from it stay."""
    found = _template_or_404(request, pk)
    try:
        planning.remove_plan(found, request.POST.get("edition", ""), by=request.user)
    except planning.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("workshops:plan_template", found.pk)
    messages.success(request, _("The template is removed. Plans that were started from it stay as they are."))
    return redirect("workshops:plan_templates")
