"""Questions and opinions, for authors: what waits for an answer, and how many were helped."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elearning.people.actions import Refused

from ..models import AuthorQuestion, ModulePage, Opinion
from ..modules import module_titles
from ..responsible import may_answer
from .asking import answer, show_answer
from .forms import AnswerForm
from .leaving import answered_for
from .opinions import shares
from .views import kept

AT_ONCE, MOST_COMMENTS = 20, 50


@login_required
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The questions that wait, hers first asked for; those that are answered; and what readers say."""
    _only_authors(request)
    state, whose = request.GET.get("state", ""), request.GET.get("whose", "")
    mine = set(answered_for(request.user).values_list("translation_key", flat=True))
    questions = AuthorQuestion.objects.filter(answered_at__isnull=state != "done").select_related("person")
    if whose == "mine":
        questions = questions.filter(module_key__in=mine)
    page = Paginator(questions.order_by("-answered_at" if state == "done" else "asked_at", "pk"), AT_ONCE)
    page = page.get_page(request.GET.get("page"))
    keys = set(ModulePage.objects.live().values_list("translation_key", flat=True))
    titles = module_titles(keys | {each.module_key for each in page}, get_language(), request.user)
    for each in page:
        each.module = titles.get(each.module_key)
    context = {"page": page, "state": state, "whose": whose, "query": _query(state, whose)}
    return render(request, "toolkit/asked/list.html", context | _opinions(titles))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One question, and the form of its answer."""
    _only_authors(request)
    question = get_object_or_404(AuthorQuestion.objects.select_related("person", "answered_by"), uuid=uuid)
    form = AnswerForm(request.POST or None)
    deed = partial(answer, question, by=request.user)
    if request.method == "POST" and kept(form, deed):
        messages.success(request, _("Kept. Whoever asked is told."))
        return redirect("toolkit:asked")
    titles = module_titles([question.module_key], get_language(), request.user)
    context = {"question": question, "form": form, "module": titles.get(question.module_key)}
    return render(request, "toolkit/asked/question.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show an answer under the module, or hide it."""
    _only_authors(request)
    question = get_object_or_404(AuthorQuestion, uuid=uuid)
    try:
        show_answer(question, by=request.user, shown=request.POST.get("shown") == "yes")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("toolkit:answer", uuid)


def _only_authors(request: HttpRequest) -> None:
    if not may_answer(request.user):
        raise Http404


def _query(state: str, whose: str) -> str:
    return "&".join(f"{name}={value}" for name, value in (("state", state), ("whose", whose)) if value.isalpha())


def _opinions(titles: dict) -> dict[str, Any]:
    """Shares by module and language, and what was written, without names and in no telling order."""
    counted = shares(titles)
    comments = Opinion.objects.filter(module_key__in=list(titles)).exclude(comment="")
    said: dict[UUID, list[Opinion]] = {}
    for each in comments.order_by("comment").only("module_key", "comment", "helped")[:1000]:
        said.setdefault(each.module_key, []).append(each)
    modules = [(titles[key], counted[key], said.get(key, [])[:MOST_COMMENTS]) for key in counted]
    return {"opinions": sorted(modules, key=lambda row: row[0]["title"])}
