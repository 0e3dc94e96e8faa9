"""What a question of a form may be, and what may be answered to it. No database."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from elearning.people.actions.refusal import Refused

SCALE, CHOICE, TEXT = KINDS = ("scale", "choice", "text")
MARKS = range(1, 6)
CHOICES = range(2, 11)
LONGEST_QUESTION, LONGEST_CHOICE, LONGEST_TEXT = 300, 120, 2000
DAILY, MOST_DAILY, MOST = "daily", 6, 20

Question = Mapping[str, Any]


def most_questions(kind: str) -> int:
    """How many questions a form of this kind may have."""
    return MOST_DAILY if kind == DAILY else MOST


def refuse_faults(questions: Sequence[Question], kind: str) -> None:
    """Raise `Refused` unless these may be the questions of such a form."""
    if not questions:
        raise Refused(_("A form needs a question: write one."))
    if len(questions) > most_questions(kind):
        most = {"most": most_questions(kind), "many": len(questions)}
        raise Refused(_("This form may have %(most)d questions; there are %(many)d. Take some away.") % most)
    if len({question["key"] for question in questions}) < len(questions):
        raise Refused(_("Two questions have the same key. Load the page again and write the new one once more."))
    for number, question in enumerate(questions, start=1):
        _refuse_question(number, question)


def _refuse_question(number: int, question: Question) -> None:
    first = settings.LANGUAGE_CODE
    if question["kind"] not in KINDS:
        raise Refused(_("Question %(number)d: choose a scale, a choice or a text.") % {"number": number})
    if not question["texts"].get(first):
        raise Refused(_("Question %(number)d: write it in English at least.") % {"number": number})
    if any(len(text) > LONGEST_QUESTION for text in question["texts"].values()):
        raise Refused(_("Question %(number)d is too long: 300 signs at most.") % {"number": number})
    if question["kind"] != CHOICE:
        return
    choices = question.get("choices", [])
    if len(choices) not in CHOICES or not all(choice.get(first) for choice in choices):
        raise Refused(_("Question %(number)d: give 2 to 10 choices, in English at least.") % {"number": number})
    if any(len(text) > LONGEST_CHOICE for choice in choices for text in choice.values()):
        raise Refused(_("Question %(number)d: a choice may have 120 signs at most.") % {"number": number})


def checked(questions: Sequence[Question], given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers in the order of the questions, those left empty left out; `Refused` for one that cannot be."""
    if set(given) - {question["key"] for question in questions}:
        raise Refused(_("The form was changed meanwhile. Load the page again."))
    found = {}
    for question in questions:
        value = given.get(question["key"])
        if value is None or value == "":
            continue
        value = _one(question, value)
        if value != "":
            found[question["key"]] = value
    return found


def _one(question: Question, value: Any) -> Any:
    if question["kind"] == TEXT:
        text = str(value).replace("\0", "").strip()
        if len(text) > LONGEST_TEXT:
            raise Refused(_("An answer is too long: 2,000 signs at most."), about=question["key"])
        return text
    allowed = MARKS if question["kind"] == SCALE else range(len(question["choices"]))
    if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
        raise Refused(_("An answer is none of those that the question offers. Choose again."), about=question["key"])
    return value


def mark_of(mode: str, questions: Sequence[Question]) -> str:
    """A mark of what was promised and asked: who answers sends it back, and another form is not answered unseen."""
    told = json.dumps([mode, list(questions)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
