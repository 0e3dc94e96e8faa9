"""Tells the authors of a module which questions test it, and which quizzes ask them."""

from django.db.models import Q
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from elearning.fields import localized
from elearning.toolkit.authoring.uses import Use
from elearning.toolkit.signals import module_uses

from .models import Question, QuestionVersion, QuizVersion


@receiver(module_uses)
def say_questions(sender, *, page, user, **kwargs) -> list[Use]:
    """Questions tied to the module or to one of its objectives, and the quizzes whose newest version may ask them."""
    codes = [block.value["code"] for block in page.objectives]
    tied = Q(module_key=page.translation_key) | Q(module_key=None, objective__in=[code for code in codes if code])
    questions = list(Question.objects.filter(tied))
    may = user.has_perm("assessments.change_question")
    fate = _("It would stay, tied to a module that is gone.")
    found = [
        Use(
            _("Question"),
            f"{question.code} · {question.objective}".strip(" ·"),
            fate,
            reverse("questions_cms:edit", args=[question.pk]) if may else "",
        )
        for question in questions
    ]
    return found + _quizzes(questions, user)


def _quizzes(questions: list[Question], user) -> list[Use]:
    if not questions:
        return []
    ids = set(QuestionVersion.objects.filter(question__in=questions).values_list("pk", flat=True))
    newest = {version.quiz_id: version for version in QuizVersion.objects.select_related("quiz").order_by("number")}
    may = user.has_perm("assessments.change_quiz")
    return [
        Use(
            _("Quiz"),
            localized(version.titles) or version.quiz.code,
            _("It would go on asking these questions."),
            reverse("quizzes_cms:edit", args=[version.quiz_id]) if may else "",
        )
        for version in newest.values()
        if ids & {asked for section in version.sections for asked in section["questions"]}
    ]
