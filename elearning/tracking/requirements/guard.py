"""Opens a page of a requirement for those whom a rule lets in; for others it is not there."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from elearning.people.models import User

from ..rules import may_set_requirements
from .reading import requirements_with_versions

View = Callable[..., HttpResponse]


def for_those_who(may: Callable[[User], bool]) -> Callable[[View], View]:
    """A view that gets the requirement in place of its code; what asks nobody yet is there for headquarters alone."""

    def guarded(view: View) -> View:
        @never_cache
        @login_required
        @wraps(view)
        def seen(request: HttpRequest, code: str, **names) -> HttpResponse:
            if not may(request.user):
                raise Http404
            requirement = get_object_or_404(requirements_with_versions(), code=code)
            if not requirement.versions.all() and not may_set_requirements(request.user):
                raise Http404
            return view(request, requirement, **names)

        return seen

    return guarded
