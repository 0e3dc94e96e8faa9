"""The page on which the number of seats is changed; fewer than are held, it asks who gives one up."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..actions.lowering import set_capacity
from ..actions.nominating import GIVEN_BACK
from ..models import Workshop
from ..pages import shared
from ..rules import may_select
from .counting import holders
from .forms import CapacityForm
from .guard import kept, page_of_workshop


@page_of_workshop(may_select)
def capacity(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """How many seats there are, who holds one, and the form."""
    rows = holders(workshop).select_related("person", "office", "partner__office")
    seated = list(rows.order_by("-rank", "-pk"))
    free_to_go = [row for row in seated if row.state in GIVEN_BACK]
    form = CapacityForm(request.POST or None, seated=free_to_go, initial={"capacity": workshop.capacity})
    if request.method == "POST" and form.is_valid() and (gone := _changed(request, workshop, form)) is not None:
        said = ngettext("%(number)s person gave her seat up.", "%(number)s people gave their seats up.", gone)
        kept_words = _("There are %(seats)s seats now.") % {"seats": form.cleaned_data["capacity"]}
        messages.success(request, f"{kept_words} {said % {'number': gone}}" if gone else kept_words)
        return redirect("workshops:selection", workshop.code)
    context = {**shared(request, workshop, "workshops:selection"), "form": form, "taken": len(seated)}
    return render(request, "workshops/seats/capacity.html", context)


def _changed(request: HttpRequest, workshop: Workshop, form: CapacityForm) -> int | None:
    """How many gave their seat up; none if it was refused."""
    gone: list = []
    given = {"giving_up": form.keys(), "by": request.user}
    if not kept(form, lambda: gone.extend(set_capacity(workshop, form.cleaned_data["capacity"], **given))):
        return None
    return len(gone)
