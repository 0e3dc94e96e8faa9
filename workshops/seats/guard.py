"""Opens a page of a workshop for those whom a rule lets in; for others it is not there."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from elearning.people.actions import Refused

from ..pages import May, workshop_or_404

View = Callable[..., HttpResponse]


def page_of_workshop(may: May) -> Callable[[View], View]:
    """A view that is given the workshop instead of its code; who is not signed in is asked to."""

    def guarded(view: View) -> View:
        @never_cache
        @login_required
        @wraps(view)
        def seen(request: HttpRequest, code: str, **names) -> HttpResponse:
            return view(request, workshop_or_404(request, code, may), **names)

        return seen

    return guarded


def done(request: HttpRequest, deed: Callable[[], object], said: str = "") -> bool:
    """Do it and say so, or say why not; whether it was done."""
    try:
        deed()
    except Refused as refusal:
        messages.error(request, " ".join((str(refusal), _("Nothing was changed."))))
        return False
    if said:
        messages.success(request, said)
    return True


def kept(form, deed: Callable[[], object]) -> bool:
    """Do what a valid form asks, or put the refusal beside the input that it is about; whether it was done."""
    try:
        deed()
    except Refused as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        return False
    return True
