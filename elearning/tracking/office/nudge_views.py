"""Pages by which a focal point reminds one, or all."""

from collections import Counter
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from elearning.people.models import Office, User
from workshops.seats.guard import done

from ..models import Requirement
from .asof import today_as_known
from .choosing import Choice
from .inputs import found_or_404
from .lines import ASKED, lines_of, of_office, reason
from .nudging import ask_all, last_run, nudge
from .reasons import in_words
from .views import around, of_an_office

NAMES = 50


@require_POST
@of_an_office
def nudge_one(request: HttpRequest, choice: Choice) -> HttpResponse:
    """Remind one person of one requirement, or say why not."""
    person = found_or_404(User.objects.visible_to(request.user), uuid=request.POST.get("person", ""))
    requirement = found_or_404(Requirement.objects.all(), code=request.POST.get("requirement", ""))
    said = _("%(name)s is reminded; the mail goes out in a minute.") % {"name": person.name}
    done(request, lambda: nudge(person, requirement, by=request.user), said)
    back = {name: request.POST[name] for name in ("office", "show", "page") if request.POST.get(name)}
    return redirect(f"{reverse('tracking:my_office')}?{urlencode(back)}#lines")


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_office
def nudge_all(request: HttpRequest, choice: Choice) -> HttpResponse:
    """How many would be reminded, who is left out and why; then do it."""
    office = choice.office
    code = request.POST.get("requirement") or request.GET.get("requirement", "")
    requirement = found_or_404(Requirement.objects.all(), code=code) if code else None
    if request.method == "POST" and office:
        ask_all(office, by=request.user, requirement=requirement)
        messages.success(request, _("They are being reminded. This page says what became of it in a minute."))
        return redirect(f"{reverse('tracking:nudge_all')}?office={office.code}")
    context = around(request, choice, "tracking:nudge_all") | {"requirement": requirement}
    if office:
        context |= _expected(request.user, office, requirement)
    return render(request, "tracking/office/nudge_all.html", context)


def _expected(reader: User, office: Office, requirement: Requirement | None) -> dict:
    """What would happen now: how many are reminded, and who is not and why; the database counts."""
    asof, now = today_as_known(), timezone.now()
    rows = of_office(asof, office, reader).filter(state__in=ASKED).annotate(reason=reason(reader, asof, now))
    counted = list(rows.values_list("requirement", "reason").annotate(number=Count("pk")).order_by())
    versions = asof.versions().filter(requirement__in={key for key, _reason, _number in counted})
    titles = {row.requirement.code: row.titles for row in versions.order_by("number").select_related("requirement")}
    left_out: Counter[str] = Counter()
    for key, why, number in counted:
        if requirement is None or key == requirement.pk:
            left_out[why] += number
    sent = left_out.pop("", 0)
    if requirement:
        rows = rows.filter(requirement=requirement)
    first = rows.exclude(reason="").order_by("requirement__place", "person__name", "pk").values_list("pk", flat=True)
    lines = lines_of(list(first[:NAMES]), asof, reader, now)
    return {
        "asked": titles.items(),
        "number": sent,
        "left_out": [(line, in_words(line.why_not)) for line in lines if line.why_not],
        "reasons": _reasons(left_out) if left_out.total() > NAMES else [],
        "last": (last := last_run(office)),
        "last_reasons": _reasons(last.detail["skipped"]) if last else [],
    }


def _reasons(counted) -> list[tuple[str, int]]:
    return [(in_words(key), number) for key, number in counted.items()]
