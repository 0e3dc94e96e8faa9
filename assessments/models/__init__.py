"""The nouns of the app, re-exported."""

from .attempt import AnswerSave, Attempt
from .bank import Category, Question, QuestionVersion
from .care import Accommodation, GivenMark, LateDecision
from .media import Picture
from .pair import PaperScore, TestPair
from .quiz import Quiz, QuizSection, QuizVersion
from .repair import Remark, Repair

__all__ = [
    "Accommodation",
    "AnswerSave",
    "Attempt",
    "Category",
    "GivenMark",
    "LateDecision",
    "PaperScore",
    "Picture",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizSection",
    "QuizVersion",
    "Remark",
    "Repair",
    "TestPair",
]
