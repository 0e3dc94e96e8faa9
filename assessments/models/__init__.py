"""The nouns of the app, re-exported."""

from .attempt import AnswerSave, Attempt
from .bank import Category, Question, QuestionVersion
from .quiz import Quiz, QuizSection, QuizVersion

__all__ = [
    "AnswerSave",
    "Attempt",
    "Category",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizSection",
    "QuizVersion",
]
