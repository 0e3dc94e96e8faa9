"""The sheet to download: an example of each type, and a sheet that explains the columns."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ..kinds import KINDS, SCORINGS
from .sheet_columns import COLUMNS, Slot
from .sheet_writing import Cells, Line, book_of

Answers = list[tuple[str, ...]]


def template() -> bytes:
    """The file; the examples are read as they stand, and are to be written over."""
    return book_of(examples(), {}, more=_explain)


def examples() -> list[Line]:
    """A row for each type, and a second one that says the first question in another language."""
    lines = [_line(number, **facts) for number, facts in enumerate(_examples(), start=1)]
    second = {"code": lines[0][0]["code"], "language": "fr", "question": "Quelle est la capitale du Ghana ?"}
    return [lines[0], (second, _slots([("Accra",), ("Kumasi",), ("Lomé",)])), *lines[1:]]


def _line(number: int, *, answers: Answers, **cells: str) -> Line:
    shared = {"code": f"example-{number}", "category": "Module 1 / Start", "points": "1", "language": "en"}
    return shared | {name.replace("_", " "): text for name, text in cells.items()}, _slots(answers)


def _slots(answers: Answers) -> list[Slot]:
    return [Slot(number, *answer) for number, answer in enumerate(answers, start=1)]


def _examples() -> Iterator[dict[str, Any]]:
    yield {
        "type": "single",
        "name": "Capital",
        "tags": "geography, start",
        "objective": "M1-O1",
        "question": "What is the capital of Ghana?",
        "general_feedback": "Accra has been the capital since 1877.",
        "answers": [("Accra", "x"), ("Kumasi", "", "It was that of the Ashanti."), ("Lomé",)],
    }
    yield {
        "type": "multiple",
        "scoring": "weights",
        "name": "Rivers",
        "question": "Which of these are rivers?",
        "answers": [("Volta", "50"), ("Niger", "50"), ("Elbrus", "-50")],
    }
    yield {
        "type": "true_false",
        "name": "Equator",
        "question": "The equator crosses Kenya.",
        "answers": [("True", "x"), ("False",)],
    }
    yield {
        "type": "matching",
        "name": "Countries",
        "question": "Which city is in which country?",
        "answers": [("Nairobi", "Kenya"), ("Maputo", "Mozambique"), ("", "Ghana")],
    }
    yield {
        "type": "ordering",
        "scoring": "partial",
        "name": "Steps",
        "question": "Put the steps in their order.",
        "answers": [("Listen",), ("Ask",), ("Agree",)],
    }
    yield {
        "type": "short_text",
        "name": "City",
        "question": "Where is the regional office?",
        "ignore_case": "yes",
        "ignore_accents": "yes",
        "answers": [("Nairob*", "100"), ("Kenya", "50", "In which city of it?")],
    }
    yield {
        "type": "numeric",
        "name": "Weight",
        "question": "How much does a bag weigh?",
        "units": "kg = 1; g = 0.001",
        "unit": "optional",
        "answers": [("50 ± 0.5",), ("*", "0", "Look at the label.")],
    }
    yield {
        "type": "gap_text",
        "name": "Gaps",
        "question": "[[1]] is in [[2]], and has [[3]] million people.",
        "gaps": "1 text; 2 choice; 3 number x 2",
        "answers": [("[[1]] Nairobi",), ("[[2]] Kenya", "x"), ("[[2]] Ghana",), ("[[3]] 4.4 ± 0.5",)],
    }
    yield {
        "type": "free_text",
        "name": "Essay",
        "points": "3",
        "question": "How would you begin the talk?",
        "model_answer": "With a question to the other.",
        "answers": [("Names a purpose", "1"), ("Asks before telling", "2")],
    }


def _explain(book: Any, sheet: Any) -> None:
    _offer_choices(sheet)
    explaining = book.create_sheet(_("How to")[:31])
    explaining.column_dimensions["A"].width = 24
    explaining.column_dimensions["B"].width = 120
    cells = Cells(explaining)
    for row in explanations():
        explaining.append([cells.text(text) for text in row])


def _offer_choices(sheet: Any) -> None:
    """Lists to choose from, for those who do not remember the words."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    known = {"type": KINDS, "format": ("plain", "html"), "unit": ("none", "optional", "required")}
    known |= {"scoring": tuple(dict.fromkeys(each for names in SCORINGS.values() for each in names))}
    known |= {"language": tuple(code for code, _name in settings.LANGUAGES)}
    for name, values in known.items():
        rule = DataValidation(type="list", formula1=f'"{",".join(values)}"', allow_blank=True, showErrorMessage=False)
        letter = get_column_letter(COLUMNS.index(name) + 1)
        rule.add(f"{letter}2:{letter}2000")
        sheet.data_validations.append(rule)


def explanations() -> list[tuple[str, str]]:
    """A line for each column and each type."""
    return [
        (_("Rows"), _("A row is one question in one language. Write over the examples.")),
        (
            _("Other languages"),
            _(
                "Give the rows of one question the same code. In the further ones only the code, the language and the "
                "texts are needed; which answers are right stands in the first."
            ),
        ),
        (_("Your own columns"), _("Begin their names with #: they are not read. The order of columns is free.")),
        ("code", _("A lasting name of the question: letters, figures, - and _. With it a question is found again.")),
        ("name", _("For authors. Without a code, a question is found again by its category and name.")),
        ("category", _("Where it stands in the bank, as in A / B. A slash within a name is written //.")),
        ("tags", _("With commas between them.")),
        ("objective", _("Like M1-O1, as it stands in the module.")),
        ("type", ", ".join(KINDS)),
        ("points", _("1 if it is empty.")),
        ("scoring", _("Empty, or all, partial, negative, weights: how several answers make up the mark.")),
        ("language", _("The code of the language: en, fr, ar.")),
        ("format", _("Empty, or html if the texts of the row are HTML.")),
        ("question", _("What is asked. In gap_text with each gap once, as in [[1]].")),
        ("general feedback", _("What everybody is told afterwards.")),
        ("answer 1, answer 2 …", _("The answers, see below. There may be as many columns as are needed.")),
        ("right 1, right 2 …", _("x for a right answer, or what it earns in percent; see below.")),
        ("feedback 1, feedback 2 …", _("What somebody is told who gave this answer.")),
        ("keys", _("Leave it empty. An export writes it, so that an import finds the same answers again.")),
        ("single, multiple", _("Answers with x beside the right ones; or with percents, and weights as scoring.")),
        ("true_false", _("Two answers, x beside the right one.")),
        (
            "matching",
            _("In answer what stands on the left, in right what belongs to it. Without a left: it is left over."),
        ),
        ("ordering", _("The answers in their right order.")),
        ("short_text", _("Accepted answers, * for any letters; in right what each earns, 100 if it is empty.")),
        ("ignore case, ignore accents", _("yes or no; yes if empty. For short_text and gap_text.")),
        ("numeric", _("Numbers as 3.14 or 3.14 ± 0.01, * for any other; in right what each earns, 100 if empty.")),
        (
            "units, unit",
            _("Units with their factors, as in kg = 1; g = 0.001. The unit is none, optional or required."),
        ),
        ("gap_text", _("Each answer begins with its gap, as in [[2]] Kenya. In gaps their types: 1 text; 2 choice.")),
        ("free_text", _("The lines of the rubric, in right the points of each. A model answer has its own column.")),
    ]
