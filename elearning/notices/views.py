"""The notices of a person, on the site."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from .actions import mark_all_read

BIGGEST = 2**63 - 1  # of a key in the database


@login_required
def notice_list(request: HttpRequest) -> HttpResponse:
    """What I was told, newest first; what a digest repeated stands here once."""
    mine = request.user.notices.exclude(kind="collected")
    unread = mine.filter(read_at=None)
    only_new = request.GET.get("show") == "unread"
    page = Paginator(unread if only_new else mine, 20).get_page(request.GET.get("page"))
    newest = unread.order_by("-pk").values_list("pk", flat=True).first()
    return render(request, "notices/list.html", {"page": page, "only_new": only_new, "newest": newest})


@login_required
@require_POST
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one of my notices as read, and go where it leads."""
    notice = get_object_or_404(request.user.notices, pk=min(pk, BIGGEST))
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return redirect(notice.path or "notices:list")


@login_required
@require_POST
def mark_all(request: HttpRequest) -> HttpResponse:
    """Mark as read all that I had been told when the page was made; what came since stays new."""
    asked = request.POST.get("up_to", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 19:
        number = mark_all_read(request.user, up_to=int(asked))
        told = ngettext("%(number)s notice is marked as read.", "%(number)s notices are marked as read.", number)
        messages.success(request, told % {"number": number})
    else:
        messages.error(request, _("It was not said up to which notice. Open the list again, then press the button."))
    return redirect("notices:list")
