"""The pages of learning alone: the courses, one course, and why it is (not) complete."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from elearning.fields import localized
from elearning.people.models import User
from elearning.people.postings import zone_of
from elearning.records.models import Certificate
from elearning.toolkit.modules import module_titles

from . import actions
from .changes import changes_in
from .forms import ConfirmReadForm
from .models import Course, Enrolment
from .progress import ANNULLED, fold, standing
from .showing import next_of, show_steps


def deed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that only acts on POST. Who comes by GET (after signing in again, say) lands on the course."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, code: str, **kwargs) -> HttpResponse:
        if request.method != "POST":
            return redirect("courses:detail", code)
        try:
            return view(request, code, **kwargs)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("courses:detail", code)

    return guarded


def _course(request: HttpRequest, code: str) -> Course:
    courses = Course.objects.visible_to(request.user).select_related("current_version")
    return get_object_or_404(courses, code=code)


def _enrolments(person: User, code: str):
    return Enrolment.objects.whole().filter(person=person, course__code=code)


@login_required
def course_list(request: HttpRequest) -> HttpResponse:
    """Each course that is open to this reader, with how far she is."""
    courses = list(Course.objects.visible_to(request.user).select_related("current_version"))
    begun = {enrolment.course_id: enrolment for enrolment in request.user.enrolments.all()}
    rows = [(course, begun.get(course.pk)) for course in courses]
    return render(request, "courses/list.html", {"rows": rows})


@login_required
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """The steps of the course, where one is, and the one next step."""
    course = _course(request, code)
    enrolment = _enrolments(request.user, code).first()
    progress = enrolment.progress() if enrolment else fold(course.current_version.rule, [])
    steps = show_steps(progress, request.user)
    context = {
        "course": course,
        "version": enrolment.version if enrolment else course.current_version,
        "enrolment": enrolment,
        "progress": progress,
        "steps": steps,
        "next": next_of(steps, progress),
        "open_quizzes": actions.open_quizzes(enrolment) if enrolment else set(),
        "certificate": _certificate(enrolment) if enrolment and enrolment.completed_on else None,
        "changes": changes_in(request.user, [state.evidence for state in progress.states if state.done]),
        "tz": zone_of(request.user),
    }
    return render(request, "courses/detail.html", context)


def _certificate(enrolment: Enrolment) -> Certificate | None:
    """The certificate of a completed course, once the worker has issued it."""
    issued = Certificate.objects.filter(record__person=enrolment.person, state=Certificate.State.ISSUED)
    return issued.filter(record__subject_kind="course", record__subject_uuid=enrolment.course.uuid).first()


@deed
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the course; from a module page one comes back to it."""
    course = _course(request, code)
    actions.enrol(request.user, course)
    messages.success(request, _("You are enrolled in “%(course)s”.") % {"course": localized(course.titles)})
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect("courses:detail", code)


@deed
def confirm_read(request: HttpRequest, code: str) -> HttpResponse:
    """Keep that she read a module, and come back to its page, which now names the next step."""
    enrolment = get_object_or_404(_enrolments(request.user, code))
    form = ConfirmReadForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("This confirmation is not complete. Open the module and press the button again."))
    sent = form.cleaned_data
    actions.confirm_read(
        enrolment, module_key=sent["module"], uuid=sent["uuid"], language=sent["language"], revision=sent["revision"]
    )
    module = module_titles([sent["module"]], sent["language"], request.user).get(sent["module"])
    return redirect(f"{module['url']}#panel") if module else redirect("courses:detail", code)


@deed
def start_quiz(request: HttpRequest, code: str, step: UUID) -> HttpResponse:
    """Open the quiz of a step, or go on with the attempt that is open."""
    enrolment = get_object_or_404(_enrolments(request.user, code))
    if not any(kept.uuid == step and kept.is_quiz for kept in enrolment.version.rule):
        raise Http404
    attempt = actions.start_quiz(enrolment, step=step, language=get_language())
    return redirect("assessments:attempt", attempt.uuid)


@login_required
def why(request: HttpRequest, code: str) -> HttpResponse:
    """Why my course is, or is not, complete."""
    return _why(request, get_object_or_404(_enrolments(request.user, code)))


@login_required
def why_person(request: HttpRequest, code: str, person: UUID) -> HttpResponse:
    """The same page about someone whom this reader may see."""
    enrolments = Enrolment.objects.visible_to(request.user).whole()
    return _why(request, get_object_or_404(enrolments, course__code=code, person__uuid=person))


def _why(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    progress = enrolment.progress()
    steps = show_steps(progress, request.user)
    titles = {shown.step.subject: shown for shown in steps}
    evidence = list(enrolment.evidence.select_related("actor"))
    counted = {shown.evidence.uuid: "yes" for shown in steps if shown.evidence}
    valid = {fact.uuid: "earlier" for fact in standing(evidence)}
    use = {fact.uuid: "voids" if fact.kind == ANNULLED else "void" for fact in evidence} | valid | counted
    context = {
        "enrolment": enrolment,
        "own": enrolment.person == request.user,
        "progress": progress,
        "steps": steps,
        "next": next_of(steps, progress),
        "evidence": [(fact, titles.get(fact.subject), use[fact.uuid]) for fact in evidence],
        "readings": [shown for shown in steps if shown.step.required and not shown.step.is_quiz],
        "quizzes": [shown for shown in steps if shown.step.required and shown.step.is_quiz],
        "tz": zone_of(enrolment.person),
    }
    return render(request, "courses/why.html", context)
