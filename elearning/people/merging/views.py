"""The queue of likely twins, and the page on which two of them are decided upon."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions import Refused, merge
from ..importing.views import for_importers
from ..rules import may_merge
from .deciding import keep_apart
from .finding import WHY, preview, waiting
from .forms import DecisionForm
from .tasks import look_for_twins


@require_safe
@for_importers
def twins(request: HttpRequest) -> HttpResponse:
    """The pairs that wait, the oldest first."""
    page = Paginator(waiting(request.user), 50).get_page(request.GET.get("page"))
    pairs = [(each, [WHY[why] for why in each.why if why in WHY]) for each in page]
    return render(request, "people/merging/twins.html", {"page_obj": page, "pairs": pairs})


@require_POST
@for_importers
def look(request: HttpRequest) -> HttpResponse:
    """Let the worker look through all names."""
    look_for_twins.enqueue()
    messages.success(request, _("The names are being compared. Load this page again in a minute."))
    return redirect("people:twins")


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Two rows beside each other: merged, with what that would move, or kept apart."""
    found = get_object_or_404(waiting(request.user), pk=pk)
    form = DecisionForm(request.POST or None, twins=found)
    if request.method == "POST" and form.is_valid() and _merged(request, form):
        return redirect("people:twins")
    chosen = form.pair if not form.is_bound or "kept" not in form.errors else (found.one, found.other)
    context = {
        "pair": found,
        "form": form,
        "why": [WHY[why] for why in found.why if why in WHY],
        "preview": preview(*chosen),
        "kept": chosen[0],
        "may": may_merge(request.user, found.one, found.other),
        "sides": [(each, list(each.postings.filter(withdrawn_at=None).select_related("office"))) for each in chosen],
    }
    return render(request, "people/merging/pair.html", context)


def _merged(request: HttpRequest, form: DecisionForm) -> bool:
    kept, gone = form.pair
    data = form.cleaned_data
    try:
        merge(kept, gone, by=request.user, reason=data["reason"], withdraw_postings=data["withdraw_postings"])
    except Refused as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        return False
    messages.success(request, _("The two rows are one person from now on."))
    return True


@require_POST
@for_importers
def apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Two people."""
    keep_apart(get_object_or_404(waiting(request.user), pk=pk), by=request.user)
    messages.success(request, _("These are two people. The pair does not come back."))
    return redirect("people:twins")
