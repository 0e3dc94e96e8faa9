"""The page of a person, and why she stands as she does towards one requirement."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from elearning.people.models import User
from elearning.people.postings import zone_of
from elearning.records.models import RecordFile

from ..models import Requirement
from ..rules import may_exempt, may_see_requirements
from . import topics  # noqa: F401 - answers the forms of learning from elsewhere
from .asking import AsOf, AsOfForm
from .reading import certificates_of, expiring, records_of, requirements_of, ties_of, with_staleness
from .reasons import reasons


def _seen(request: HttpRequest, uuid: UUID) -> User:
    return get_object_or_404(with_staleness(User.objects.visible_to(request.user)), uuid=uuid)


def _asked(request: HttpRequest) -> tuple[AsOfForm, AsOf]:
    """The latest day that may be asked for is today where the reader is."""
    zone = zone_of(request.user)
    form = AsOfForm(request.GET, today=timezone.localdate(timezone=zone) if zone else timezone.localdate())
    return form, form.asked()


@login_required
@require_safe
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who she is, what she holds and what it rests on, what expires, what is asked of her."""
    whose = _seen(request, uuid)
    if whose.merged_into_id:
        return redirect("tracking:person", _seen(request, whose.merged_into.uuid).uuid)
    form, as_of = _asked(request)
    postings, affiliations = ties_of(whose, as_of)
    held, asked = records_of(whose, request.user, as_of), requirements_of(whose, as_of)
    context = {
        "person": whose,
        "own": whose == request.user,
        "form": form,
        "as_of": as_of,
        "postings": postings,
        "affiliations": affiliations,
        "held": held,
        "certificates": certificates_of(held),
        "asked": asked,
        "expiring": expiring(held, asked, as_of.on),
    }
    return render(request, "tracking/persons/person.html", context)


@login_required
@require_safe
def file(request: HttpRequest, uuid: UUID, file: UUID) -> HttpResponse:
    """A scan that came with an imported record, to be saved and never shown within the site."""
    found = get_object_or_404(RecordFile, uuid=file, record__person=_seen(request, uuid))
    try:
        content = found.file.open()
    except OSError:
        raise Http404 from None
    answer = FileResponse(content, as_attachment=True, filename=found.name, content_type=found.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_safe
def why(request: HttpRequest, uuid: UUID, code: str) -> HttpResponse:
    """The rule, each piece of evidence, what does not count, how the due day came, and the one next step."""
    whose = _seen(request, uuid)
    requirement = get_object_or_404(Requirement, code=code)
    form, as_of = _asked(request)
    context = {
        "person": whose,
        "form": form,
        "as_of": as_of,
        "requirement": requirement,
        "reasons": reasons(whose, requirement, as_of),
        "may_exempt": may_exempt(request.user, whose),
        "may_see_requirements": may_see_requirements(request.user),
    }
    return render(request, "tracking/persons/why.html", context)
