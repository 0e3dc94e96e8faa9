"""The pages of the CMS on which authors set up quizzes and put a version of one in force."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Field, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.snippets.views.snippets import EditView

from .models import Attempt, QuestionVersion, Quiz
from .publishing import Draft, draft_of, publish_quiz
from .rules import may_publish
from .versions import Frozen, Names, compare


class QuizEditView(EditView):
    """The form of a quiz: what it saves is followed by nobody until a version is published."""

    def save_instance(self) -> Quiz:
        """A version that somebody published since the form was read stays in force."""
        kept = Quiz.objects.select_for_update().get(pk=self.form.instance.pk)
        self.form.instance.current_version_id = kept.current_version_id
        return super().save_instance()


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a new version would freeze and change; on POST put it in force."""
    if not may_publish(request.user):
        raise PermissionDenied
    quiz = get_object_or_404(Quiz.objects.select_related("current_version"), pk=pk)
    if request.method == "POST":
        return _publish(request, quiz)
    draft = draft_of(quiz)
    names = names_of(quiz, draft)
    context = {
        "page_title": _("Publish a version"),
        "page_subtitle": str(quiz),
        "quiz": quiz,
        "draft": draft,
        "sections": [section | {"asked": [names[pk] for pk in section["questions"]]} for section in draft.sections],
        "changes": changes_of(quiz, draft, names),
        "attempts": quiz.attempts.aggregate(
            under_way=Count("pk", filter=Q(state=Attempt.State.IN_PROGRESS)),
            at_present=Count("pk", filter=Q(quiz_version=quiz.current_version)),
        ),
        "edit_url": reverse("quizzes_cms:edit", args=[pk]),
    }
    return render(request, "assessments/cms_publish.html", context)


def _publish(request: HttpRequest, quiz: Quiz) -> HttpResponse:
    before = quiz.current_version
    try:
        version = publish_quiz(quiz, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("quizzes_cms:publish", quiz.pk)
    if version == before:
        messages.info(request, _("Nothing has changed since version %(number)d.") % {"number": version.number})
    else:
        messages.success(request, _("Version %(number)d is in force.") % {"number": version.number})
    return redirect("quizzes_cms:edit", quiz.pk)


def names_of(quiz: Quiz, draft: Draft) -> Names:
    """The code and number of every version of a question that the draft or the version in force asks."""
    sections = draft.sections + (quiz.current_version.sections if quiz.current_version else [])
    keys = {pk for section in sections for pk in section["questions"]}
    rows = QuestionVersion.objects.filter(pk__in=keys).values_list("pk", "question__code", "number")
    return {pk: (code, number) for pk, code, number in rows}


def changes_of(quiz: Quiz, draft: Draft, names: Names) -> list[str]:
    """How the draft differs from the version in force; nothing if there is none."""
    current = quiz.current_version
    if current is None:
        return []
    rules = quiz.rules()
    before = Frozen(current.titles, current.pass_mark, {name: current.rule(name) for name in rules}, current.sections)
    after = Frozen(quiz.titles, quiz.pass_mark, rules, draft.sections)
    fields = {name: Quiz._meta.get_field(name) for name in ("pass_mark", *rules)}
    words = {name: dict(field.choices) for name, field in fields.items() if field.choices}
    return compare(before, after, names, {name: _label(field) for name, field in fields.items()}, words)


def _label(field: Field) -> str:
    """The name of a rule; that of a phase says of what."""
    if field.name.startswith("feedback_"):
        return _("What is shown %(phase)s") % {"phase": field.verbose_name}
    return capfirst(field.verbose_name)
