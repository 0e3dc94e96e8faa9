"""A question of each type in three languages, as the readers of files return them."""

import io
from typing import Any

from assessments.exchange.drafts import TRUE_AND_FALSE
from assessments.exchange.questions import FileQuestion, Reading

LANGUAGES = ("en", "fr", "ar")


def said(make: Any) -> dict[str, Any]:
    """The texts of each language, with what it says of its stem and general feedback."""
    return {language: {"general_feedback": f"General ({language})."} | make(language) for language in LANGUAGES}


def of_choices(language: str, keys: str = "abc") -> dict[str, Any]:
    texts = {key: {"text": f"{key} in {language}", "feedback": f"about {key}" if key == "a" else ""} for key in keys}
    return {"stem": f"Which of them? ({language})", "choices": texts}


def _pairs(language: str) -> dict[str, Any]:
    return {
        "stem": f"What belongs together? ({language})",
        "prompts": {key: {"text": f"left {key} {language}"} for key in "ab"},
        "options": {key: {"text": f"right {key} {language}"} for key in "123"},
    }


def _gaps(language: str) -> dict[str, Any]:
    return {
        "stem": f"[[2]] is in [[1]], at [[3]] m. ({language})",
        "gaps": {
            "1": {"choices": {key: {"text": f"{key} {language}", "feedback": f"so {key}"} for key in "xyz"}},
            "2": {
                "accepted": [
                    {"text": f"Nairob* {language}", "share": "100", "feedback": ""},
                    {"text": "Mombasa", "share": "33.33333", "feedback": "nearly"},
                ]
            },
            "3": {"accepted": {"a": {"feedback": "yes"}, "b": {"feedback": ""}}},
        },
    }


NUMBERS = [
    {"key": "a", "value": "3.14", "tolerance": "0.01", "share": "100"},
    {"key": "b", "value": "*", "tolerance": "0", "share": "0"},
]
CONTENTS: dict[str, dict[str, Any]] = {
    "single": {"choices": ["a", "c", "b"], "correct": ["c"], "scoring": "all", "texts": said(of_choices)},
    "multiple": {
        "choices": ["a", "b", "c"],
        "correct": ["a", "b"],
        "scoring": "weights",
        "weights": {"a": "66.66667", "b": "33.33333", "c": "-50"},
        "texts": said(of_choices),
    },
    "true_false": {
        "choices": ["true", "false"],
        "correct": ["false"],
        "scoring": "all",
        "texts": said(
            lambda language: {
                "stem": f"Is it so? ({language})",
                "choices": {
                    key: {"text": word, "feedback": ""}
                    for key, word in zip(("true", "false"), TRUE_AND_FALSE[language], strict=True)
                },
            }
        ),
    },
    "matching": {
        "prompts": ["a", "b"],
        "options": ["2", "3", "1"],
        "pairs": {"a": "3", "b": "1"},
        "scoring": "all",
        "texts": said(_pairs),
    },
    "ordering": {
        "items": ["b", "a", "c"],
        "scoring": "partial",
        "texts": said(
            lambda language: {"stem": "Order them.", "items": {k: {"text": f"{k} {language}"} for k in "abc"}}
        ),
    },
    "short_text": {
        "fold_case": False,
        "fold_accents": True,
        "texts": said(
            lambda language: {
                "stem": f"Where? ({language})",
                "accepted": [
                    {"text": f"=Accra {language}", "share": "100", "feedback": "yes"},
                    {"text": "@Tema", "share": "50", "feedback": ""},
                ],
            }
        ),
    },
    "numeric": {
        "accepted": NUMBERS,
        "units": [{"unit": "kg", "factor": "1"}, {"unit": "g", "factor": "0.001"}],
        "unit": "required",
        "texts": said(
            lambda language: {"stem": "How many?", "accepted": {"a": {"feedback": language}, "b": {"feedback": ""}}}
        ),
    },
    "gap_text": {
        "gaps": {
            "1": {"type": "choice", "weight": "2", "choices": ["y", "x", "z"], "shares": {"x": "100", "z": "50"}},
            "2": {"type": "text", "weight": "1"},
            "3": {"type": "number", "weight": "0.5", "accepted": NUMBERS},
        },
        "fold_case": True,
        "fold_accents": False,
        "texts": said(_gaps),
    },
    "free_text": {
        "rubric": [{"key": "b", "points": "2"}, {"key": "a", "points": "0.5"}],
        "texts": said(
            lambda language: {
                "stem": "Explain.",
                "rubric": {key: {"text": f"line {key} {language}"} for key in "ab"},
                "model_answer": f"So.\nAnd so. ({language})",
            }
        ),
    },
}


def given(kind: str = "single", **fields: Any) -> FileQuestion:
    """A question of a file, with the content of its type unless another is given."""
    values = {"line": 1, "name": f"A {kind} one", "content": CONTENTS[kind]} | fields
    return FileQuestion(kind=kind, **values)


def in_languages(content: dict[str, Any], *languages: str) -> dict[str, Any]:
    return content | {"texts": {language: content["texts"][language] for language in languages}}


def reading(*questions: FileQuestion) -> Reading:
    return Reading(questions=list(questions))


def all_types() -> Reading:
    return reading(*(given(kind, line=n, code=f"c-{kind}") for n, kind in enumerate(CONTENTS, start=1)))


def picture(kind: str = "PNG", size: tuple[int, int] = (3, 2)) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, kind)
    return file.getvalue()
