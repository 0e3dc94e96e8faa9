"""The pages on tests before and after: which there are, the gain as it is shown in the room, totals from paper."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elearning.people.models import User
from elearning.people.postings import day_of, zone_of

from .. import actions
from ..gain import Gain
from ..models import PaperScore, TestPair
from ..objectives import objective_texts
from ..pairing import Context, contexts_of, gain_in
from ..rules import may_accommodate, may_see_analysis
from .analysed import whole_percent
from .guard import only_if
from .paper_forms import BaseLines, SheetForm, forms_for

PAIRS = TestPair.objects.select_related("before__current_version", "after__current_version")


@require_safe
@only_if(may_see_analysis)
def pairs(request: HttpRequest) -> HttpResponse:
    """Every pair, and where it was taken."""
    found = list(PAIRS.all())
    contexts = contexts_of(found)
    rows = [{"pair": pair, "places": [_place(context) for context in contexts[pair.pk]]} for pair in found]
    return render(request, "assessments/desk_pairs.html", {"rows": rows})


@require_safe
@only_if(may_see_analysis)
def pair(request: HttpRequest, pair: UUID) -> HttpResponse:
    """The gain of one place, to be shown in the room; without a place, the places to choose from."""
    pair, context = get_object_or_404(PAIRS, uuid=pair), _context(request)
    if context is None:
        places = [_place(each) for each in contexts_of([pair])[pair.pk]]
        return render(request, "assessments/desk_pairs.html", {"rows": [{"pair": pair, "places": places}]})
    gain = gain_in(pair, context)
    shown = {"pair": pair, "place": _place(context), "gain": gain, "may_type": may_accommodate(request.user)}
    return render(request, "assessments/desk_pair.html", shown | (_shown(gain, request.user) if gain else {}))


@only_if(may_accommodate)
def paper_scores(request: HttpRequest, pair: UUID) -> HttpResponse:
    """Totals from paper of one place: what was typed in, and the form for more."""
    pair, context = get_object_or_404(PAIRS, uuid=pair), _context(request)
    if context is None:
        raise Http404
    sheet, lines = forms_for(request.POST or None, day_of(request.user, timezone.now()))
    if (
        request.method == "POST"
        and sheet.is_valid() & lines.is_valid()
        and _entered(request, pair, context, sheet, lines)
    ):
        return redirect(_back(pair, context))
    scores = PaperScore.objects.filter(pair=pair, context_kind=context.kind, context_key=context.key)
    scores = scores.select_related("person", "entered_by", "withdrawn_by").order_by("-entered_at", "-pk")
    shown = {"pair": pair, "place": _place(context), "sheet": sheet, "lines": lines, "scores": scores}
    may_look = may_see_analysis(request.user)
    return render(request, "assessments/desk_paper.html", shown | {"tz": zone_of(request.user), "may_look": may_look})


@require_POST
@only_if(may_accommodate)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one score back."""
    score = get_object_or_404(PaperScore.objects.select_related("pair"), pk=pk)
    try:
        actions.withdraw_paper_score(score, by=request.user)
        messages.success(request, _("The score is withdrawn."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(_back(score.pair, Context(score.context_kind, score.context_key)))


def _context(request: HttpRequest) -> Context | None:
    kind, key = (request.GET.get(name, "").replace("\0", "") for name in Context._fields)
    return Context(kind[:20], key[:64]) if kind and key else None


def _place(context: Context) -> dict[str, str]:
    """A context by its name, which only the app above could say better, and as the end of an address."""
    return {"name": f"{context.kind} {context.key}", "query": urlencode(context._asdict())}


def _back(pair: TestPair, context: Context) -> str:
    return f"{reverse('assessments:paper_scores', args=[pair.uuid])}?{_place(context)['query']}"


def _shown(gain: Gain, reader: User) -> dict[str, Any]:
    """All questions first, then each objective in words; percent before and after."""
    said = objective_texts({each.objective for each in gain.objectives}, reader, get_language())
    rows = [(_("All questions"), ("", ""), gain.mean_before, gain.mean_after)]
    rows += [(each.objective, said.get(each.objective, ("", "")), each.before, each.after) for each in gain.objectives]
    names = ("name", "text", "language", "before", "after")
    found = [(name, *text, whole_percent(before), whole_percent(after)) for name, text, before, after in rows]
    return {"rows": [dict(zip(names, row, strict=True)) for row in found], "mean_gain": whole_percent(gain.mean_gain)}


def _entered(request: HttpRequest, pair: TestPair, context: Context, sheet: SheetForm, lines: BaseLines) -> bool:
    """Keep all lines, or none: what is refused is said beside its line, or beside what holds for all of them."""
    place = {"context_kind": context.kind, "context_key": context.key}
    said, filled = sheet.cleaned_data | place, lines.filled()
    with transaction.atomic():
        for line in filled:
            try:
                actions.enter_paper_score(pair, line.person, **said, score=line.cleaned_data["score"], by=request.user)
            except ValidationError as refusal:
                if hasattr(refusal, "error_dict"):  # of what holds for every line: once is enough
                    sheet.add_error(None, refusal)
                    break
                line.add_error(None, refusal)
        refused = bool(sheet.errors) or any(line.errors for line in filled)
        transaction.set_rollback(refused)
    if not refused:
        kept = ngettext("%(count)d score is kept.", "%(count)d scores are kept.", len(filled))
        messages.success(request, kept % {"count": len(filled)})
    return not refused
