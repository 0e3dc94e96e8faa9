"""Plain functions that make questions and quizzes; nothing random."""

from assessments.models import Category, Question, QuestionVersion, Quiz, QuizSection, QuizVersion
from assessments.publishing import publish_quiz


def make_content(correct: str = "a", choices: str = "abc", languages: str = "en") -> dict:
    """The content of a question whose choices are the letters given, in the languages given."""
    return {
        "choices": list(choices),
        "correct": list(correct),
        "texts": {
            language: {
                "stem": f"Which? ({language})",
                "choices": {key: {"text": f"{key} in {language}", "feedback": f"about {key}"} for key in choices},
                "general_feedback": "In general.",
            }
            for language in languages.split()
        },
    }


def make_question(code: str, category: Category, *, kind: str = "single", state: str = "ready", **fields) -> Question:
    """A question with one version."""
    version = {"content": make_content(), "points": 1} | fields
    question = Question.objects.create(code=code, category=category, objective="M1-O1")
    QuestionVersion.objects.create(question=question, number=1, kind=kind, state=state, **version)
    return question


def make_quiz(number: int = 3, *, draw: int | None = None, publish: bool = True, **fields) -> Quiz:
    """A quiz over `number` questions of one category, the answer of each is “a”; published unless said."""
    category = Category.objects.create(name=f"Category {Category.objects.count() + 1}")
    for place in range(number):
        make_question(f"q{category.pk}-{place}", category)
    quiz = Quiz.objects.create(**{"titles": {"en": "Final quiz", "fr": "Le quiz final"}, "pass_mark": 60} | fields)
    QuizSection.objects.create(quiz=quiz, category=category, draw=draw, sort_order=0)
    if publish:
        publish_quiz(quiz, by=None)
        quiz.refresh_from_db()
    return quiz


def make_quiz_of(*questions: tuple[str, dict], **fields) -> Quiz:
    """A published quiz of these questions in this order, each given as its type and its content."""
    category = Category.objects.create(name=f"Category {Category.objects.count() + 1}")
    for place, (kind, content) in enumerate(questions):
        make_question(f"q{category.pk}-{place}", category, kind=kind, content=content)
    values = {"titles": {"en": "Mixed quiz"}, "pass_mark": 60, "shuffle_questions": False} | fields
    quiz = Quiz.objects.create(**values)
    QuizSection.objects.create(quiz=quiz, category=category, sort_order=0)
    publish_quiz(quiz, by=None)
    quiz.refresh_from_db()
    return quiz


def version_of(quiz: Quiz) -> QuizVersion:
    """The version in force, read anew."""
    return QuizVersion.objects.select_related("quiz").get(pk=quiz.current_version_id)
