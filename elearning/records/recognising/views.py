"""The learner's page: what she learned elsewhere, and what became of it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elearning.people.postings import zone_of

from ..models import Claim
from . import actions
from .asking import done, kept
from .forms import ClaimForm
from .rules import may_keep_equivalences, may_verify
from .uploads import ENDINGS


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claims(request: HttpRequest) -> HttpResponse:
    """Her certificates from elsewhere, and the form for one more."""
    form = ClaimForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _made(request, form):
        return redirect("records:claims")
    own = request.user.claims.select_related("equivalence", "decided_by", "record__annulled_by").order_by(
        "-made_at", "-pk"
    )
    context = {
        "form": form,
        "claims": list(own),
        "tz": zone_of(request.user),
        "may_verify": may_verify(request.user),
        "may_keep": may_keep_equivalences(request.user),
    }
    return render(request, "records/recognising/claims.html", context)


def _made(request: HttpRequest, form: ClaimForm) -> bool:
    upload, values = form.cleaned_data["file"], form.values()
    if not kept(form, lambda: actions.make_claim(request.user, upload, **values)):
        return False
    messages.success(request, _("Your certificate is with the verifiers. You are told what they say."))
    return True


@login_required
@require_POST
def take_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take back one that waits."""
    claim = get_object_or_404(request.user.claims, uuid=uuid)
    done(request, lambda: actions.take_back(claim, by=request.user), _("Taken back."))
    return redirect("records:claims")


@login_required
@require_safe
def file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The file as it was sent, to be saved and never shown within the site: for its owner and for verifiers."""
    seen = Claim.objects.all() if may_verify(request.user) else request.user.claims.all()
    claim = get_object_or_404(seen, uuid=uuid)
    try:
        content = claim.file.open()
    except OSError:
        raise Http404 from None
    name = f"{claim.uuid}.{ENDINGS[claim.media_type]}"
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=claim.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
