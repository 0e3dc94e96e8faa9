"""What the pages of the frame have in common: who may open them, a save that may be refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from elearning.people.actions import Refused

from ..actions.revision import SEALED, Stale
from ..models import Workshop
from ..pages import May, shared, workshop_or_404
from .versioned import VersionedForm

View = Callable[..., HttpResponse]


def for_workshop(may: May) -> Callable[[View], View]:
    """A view for those whom the rule lets in; it gets the workshop itself. Others get 404, visitors the sign-in."""

    def guarded(view: View) -> View:
        @never_cache
        @login_required
        @wraps(view)
        def seen(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, workshop_or_404(request, code, may), *args, **kwargs)

        return seen

    return guarded


def page(request: HttpRequest, workshop: Workshop, here: str) -> dict[str, Any]:
    """What each page of the set-up shows: the head, and whether anything may still be changed."""
    return {**shared(request, workshop, here), "sealed": workshop.state in SEALED}


def saved(form: VersionedForm, deed: Callable[[dict[str, Any], int], Any]) -> bool:
    """Do it with what was written and the revision that was seen; where it is refused, the form says so."""
    if not form.is_valid():
        return False
    try:
        deed(form.values(), form.cleaned_data["revision"])
    except Stale as stale:
        form.tell(stale)
        return False
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True
