"""The pages and answers for a device that may be without a network: what it keeps, what it sends, its worker."""

from dataclasses import asdict

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from elearning.people.postings import zone_of

from ..models import Course, CourseVersion, Enrolment
from ..progress import Progress, fold
from ..showing import show_steps
from .forms import MOST_BYTES, things_of
from .owners import owner_of, stay
from .packing import DOWNLOAD, pages_of, practices_of, whole
from .practising import practice_of
from .receiving import receive as keep_all
from .worker import worker_text


@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; the same for everybody."""
    headers = {"Service-Worker-Allowed": "/"}
    return HttpResponse(worker_text(), content_type="text/javascript", headers=headers)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """To the account of what works without a network, in the reader's language."""
    return redirect("offline:page", get_language())


@require_safe
def page(request: HttpRequest, language: str) -> HttpResponse:
    """What is kept here, what waits to be sent, and what works without a network: the scripts fill it in."""
    return _in(language, request, "courses/offline/page.html", {})


@login_required
@require_safe
def course(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """The steps of a course as a device keeps them: without what needs a network."""
    course, version, progress = _course(request, code)
    with translation.override(_known(language)):
        context = {"course": course, "version": version, "steps": show_steps(progress, request.user)}
    context |= {"practices": practices_of(version, request.user, language), "tz": zone_of(request.user)}
    return _in(language, request, "courses/offline/course.html", context)


@login_required
@require_safe
def practice(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """The questions to practise on, each with what is right behind a fold."""
    course, version, _progress = _course(request, code)
    quizzes = practices_of(version, request.user, _known(language))
    if not quizzes:
        raise Http404
    with translation.override(language):
        found = [practice_of(request.user, quiz, language=language) for quiz in quizzes]
    return _in(language, request, "courses/offline/practice.html", {"course": course, "practices": found})


@login_required
@require_safe
def manifest(request: HttpRequest, language: str, code: str) -> JsonResponse:
    """All addresses of a course with size and version; with `sizes=no` the pages alone, to see what is newer."""
    course, version, _progress = _course(request, code)
    with translation.override(_known(language)):
        items = pages_of(course, version, request.user, language)
        if request.GET.get("sizes") != "no":
            items = whole(request, items, language)
        title = str(course)
    sizes = {"pages": sum(item.size or 0 for item in items if item.kind != DOWNLOAD)}
    sizes["downloads"] = sum(item.size or 0 for item in items if item.kind == DOWNLOAD)
    said = {"owner": owner_of(request.user), "code": code, "title": title, "language": language, "sizes": sizes}
    answer = JsonResponse(said | {"items": [asdict(item) for item in items]})
    stay(request, answer)
    return answer


@require_POST
def receive(request: HttpRequest) -> JsonResponse:
    """Keep what waited on a device, with a receipt for each thing."""
    if not request.user.is_authenticated:
        return _fault(_("You are signed out. Sign in, and what waits here is sent."), 401)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return _fault(_("This is more than can be sent at once."), 413)
    try:
        owner, items = things_of(request.body)
    except ValidationError as fault:
        return _fault(" ".join(fault.messages), 400)
    if owner != owner_of(request.user):
        return _fault(_("Somebody else is signed in on this device. What you did waits until you sign in again."), 409)
    return JsonResponse({"now": timezone.now().isoformat(), "receipts": keep_all(request.user, items)})


def _fault(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"fault": sentence}, status=status)


def _known(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return language


def _course(request: HttpRequest, code: str) -> tuple[Course, CourseVersion, Progress]:
    """The course, the version that she follows or would follow, and how far she is."""
    courses = Course.objects.visible_to(request.user).select_related("current_version")
    course = get_object_or_404(courses, code=code)
    enrolment = Enrolment.objects.whole().filter(person=request.user, course=course).first()
    if enrolment:
        return course, enrolment.version, enrolment.progress()
    return course, course.current_version, fold(course.current_version.rule, [])


def _in(language: str, request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """The page in the language that its address names, whatever the reader's is."""
    match = request.resolver_match
    context["translations"] = [
        (
            code,
            get_language_info(code)["name_local"],
            reverse(match.view_name, kwargs={**match.kwargs, "language": code}),
        )
        for code, _name in settings.LANGUAGES
    ]
    with translation.override(_known(language)):
        return HttpResponse(render_to_string(template, context, request=request))
