"""What the page of a module sends: where she reads, whether it helped, what she asks."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from elearning.people.actions import Refused

from ..models import AuthorQuestion, ModulePage
from .asking import ask, take_question_back
from .finding import back_to, module_or_404
from .forms import AskForm, OpinionForm, PlaceForm
from .opinions import give_opinion
from .page import headings_of
from .paragraphs import paragraphs_of
from .places import keep_place


def kept(form: Form, deed: Callable[..., object]) -> bool:
    """Do what a valid form asks, or put the refusal beside the input that it is about; whether it was done."""
    if not form.is_valid():
        return False
    try:
        deed(**form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        return False
    return True


def form_page(request: HttpRequest, form: Form, page: ModulePage, heading: str) -> HttpResponse:
    """A form by itself, where what stands below a module was not accepted: nothing that was written is lost."""
    context = {"form": form, "module": page, "back": back_to(page, "main"), "heading": heading}
    return render(request, "toolkit/about_module_form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def place(request: HttpRequest, page_id: int) -> HttpResponse:
    """Where she is in the text; the page sends it by itself, and looks at no answer."""
    page, form = module_or_404(request, page_id), PlaceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    keep_place(request.user, page, **form.cleaned_data)
    return HttpResponse(status=204)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, page_id: int) -> HttpResponse:
    """Whether the module helped her."""
    page, form = module_or_404(request, page_id), OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        give_opinion(request.user, page, **form.cleaned_data)
        messages.success(request, _("Thank you. The authors see how many were helped, and no name."))
        return redirect(back_to(page, "helped"))
    return form_page(request, form, page, _("Did this module help you?"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_author(request: HttpRequest, page_id: int) -> HttpResponse:
    """A question to whoever answers for the module."""
    page = module_or_404(request, page_id)
    form = AskForm(request.POST or None, headings=headings_of(paragraphs_of(page)))
    if request.method == "POST" and kept(form, partial(ask, request.user, page)):
        messages.success(request, _("Your question is sent. You are told when it is answered."))
        return redirect(back_to(page, "questions"))
    return form_page(request, form, page, _("Ask the author"))


@login_required
@require_POST
def take_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take back a question of hers that waits."""
    question = get_object_or_404(AuthorQuestion.objects.visible_to(request.user), uuid=uuid)
    page = ModulePage.objects.live().visible_to(request.user).filter(translation_key=question.module_key)
    here = page.filter(locale__language_code=question.language).select_related("locale").first()
    if take_question_back(question):
        messages.success(request, _("Your question is taken back."))
    else:
        messages.info(request, _("It was answered in the meantime, so it stays."))
    return redirect(back_to(here, "questions") if here else "toolkit:notes")
