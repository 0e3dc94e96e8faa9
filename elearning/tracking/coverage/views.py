"""Coverage of an office and all below it, and its exports."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from elearning.people.models import Office
from elearning.people.postings import latest_day
from elearning.people.rules import may_see_board
from elearning.spreadsheets import as_csv

from ..pages import shared
from ..tree import grand_total, paths_above
from .counting import Question, board_rows, people_of, state_of
from .exports import as_xlsx, definitions, office_table, people_table
from .figures import Figures
from .forms import STATES, QuestionForm
from .showing import bar_rows, heads, totals

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _offices(request: HttpRequest, code: str | None):
    """The offices on this board, all of which the reader may see; 404 for anybody and anything else."""
    if not may_see_board(request.user):
        raise Http404
    visible = Office.objects.visible_to(request.user)
    if code is None:
        return None, visible
    office = get_object_or_404(visible, code=code)
    return office, visible.filter(path__startswith=office.path)


def _asked(request: HttpRequest, offices: QuerySet[Office]) -> QuestionForm:
    """What is asked; "today" is the day where it is latest among these offices, so that all that happened counts."""
    zones = offices.order_by().values_list("zone", flat=True).distinct()
    return QuestionForm(request.GET.dict(), today=latest_day(zones))


@login_required
@require_safe
def coverage(request: HttpRequest, code: str | None = None) -> HttpResponse:
    """Coverage by region, country and office; for one office its people too."""
    office, offices = _offices(request, code)
    form = _asked(request, offices)
    question = form.question()
    context = shared(request, "tracking:coverage") | {
        "form": form,
        "office": office,
        "question": question,
        "definitions": definitions(),
    }
    if question:
        rows = board_rows(question, offices)
        query = _query(question)
        bars, total = bar_rows(rows, query), totals(grand_total(rows, Figures()))
        context |= {"bars": bars, "heads": heads(), "totals": total, "query": query}
    if question and office:
        context |= _people(request, question, office, grand_total(rows, Figures()).people)
        context["above"] = Office.objects.visible_to(request.user).filter(path__in=paths_above(office))
    return render(request, "tracking/coverage/board.html", context, status=200 if form.is_valid() else 400)


def _people(request: HttpRequest, question: Question, office: Office, counted: int) -> dict:
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    page = Paginator(people_of(question, office, request.user, state=state), PAGE).get_page(request.GET.get("page"))
    people = [(posting, state_of(posting)) for posting in page]
    pages = urlencode({**_dates(question), "state": state})
    unnamed = 0 if state else counted - page.paginator.count  # counted here then, and not hers to see today
    shown = {"page": page, "people": people, "unnamed": unnamed}
    return shown | {"state": state, "states": STATES.items(), "pages": pages}


@login_required
@require_safe
def export(request: HttpRequest, what: str, kind: str, code: str | None = None) -> HttpResponse:
    """The figures of a board, or the people of an office, as a file."""
    office, offices = _offices(request, code)
    question = _asked(request, offices).question()
    if question is None or (what == "people" and office is None):
        raise Http404
    if what == "people":
        state = request.GET.get("state", "")
        table = people_table(question, people_of(question, office, request.user, state=state))
    else:
        table = office_table(question, board_rows(question, offices))
    name = f"{question.course.code}-{code or 'board'}-{what}-{question.on}.{kind}"
    if kind == "xlsx":
        return FileResponse(as_xlsx(table, question), as_attachment=True, filename=name, content_type=XLSX)
    answer = StreamingHttpResponse(as_csv(table), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _dates(question: Question) -> dict[str, str]:
    moment = question.known_at.strftime("%Y-%m-%dT%H:%M:%S")
    return {"course": question.course.code, "on": question.on.isoformat(), "known_at": moment}


def _query(question: Question) -> str:
    """The question as the end of an address that gives the same answer for ever."""
    return urlencode(_dates(question))
