"""A content of each type of question, in the languages given, and its right and its empty answer; nothing random."""

from collections.abc import Callable

from assessments import kinds
from tests.assessments.factories import make_content


def _texts(languages: str, **own) -> dict:
    return {
        language: {"stem": f"Which? ({language})", "general_feedback": "In general."}
        | {name: value(language) if callable(value) else value for name, value in own.items()}
        for language in languages.split()
    }


def _named(keys: str) -> Callable[[str], dict]:
    return lambda language: {key: {"text": f"{key} in {language}"} for key in keys}


def matching(languages: str = "en", **more) -> dict:
    texts = _texts(languages, prompts=_named("ab"), options=_named("123"))
    return {"prompts": ["a", "b"], "options": ["1", "2", "3"], "pairs": {"a": "2", "b": "1"}, "texts": texts} | more


def ordering(languages: str = "en", **more) -> dict:
    return {"items": ["a", "b", "c"], "texts": _texts(languages, items=_named("abc"))} | more


def short_text(languages: str = "en", **more) -> dict:
    accepted = [
        {"text": "Nairobi", "share": "100", "feedback": "The capital."},
        {"text": "Mombasa", "share": "50", "feedback": "The second city."},
        {"text": "*", "share": "0", "feedback": "Look at a map."},
    ]
    return {"texts": _texts(languages, accepted=accepted)} | more


def numeric(languages: str = "en", **more) -> dict:
    accepted = [
        {"key": "a", "value": "12.5", "tolerance": "0.5", "share": "100"},
        {"key": "b", "value": "12.5", "tolerance": "2", "share": "50"},
    ]
    said = {"a": {"feedback": "Near enough."}, "b": {"feedback": "Count again."}}
    return {"accepted": accepted, "texts": _texts(languages, accepted=said)} | more


def gap_text(languages: str = "en", **more) -> dict:
    gaps = {
        "1": {"type": "choice", "weight": "1", "choices": ["a", "b"], "shares": {"a": "100"}},
        "2": {"type": "text", "weight": "2"},
        "3": {
            "type": "number",
            "weight": "1",
            "accepted": [{"key": "a", "value": "3", "tolerance": "0", "share": "100"}],
        },
    }
    said = {
        "1": {"choices": {"a": {"text": "east", "feedback": "Yes."}, "b": {"text": "west", "feedback": "No."}}},
        "2": {"accepted": [{"text": "Nairobi", "share": "100", "feedback": "The capital."}]},
        "3": {"accepted": {"a": {"feedback": "Three."}}},
    }
    texts = _texts(languages, gaps=said)
    for texts_of in texts.values():
        texts_of["stem"] = "Kenya lies in the [[1]], its capital is [[2]], it borders [[3]] lakes."
    return {"gaps": gaps, "texts": texts} | more


def free_text(languages: str = "en", **more) -> dict:
    rubric = [{"key": "a", "points": "2"}, {"key": "b", "points": "1"}]
    return {"rubric": rubric, "texts": _texts(languages, rubric=_named("ab"), model_answer="All three groups.")} | more


CONTENTS: dict[str, Callable[..., dict]] = {
    kinds.SINGLE: lambda languages="en": make_content(languages=languages),
    kinds.MULTIPLE: lambda languages="en": make_content("ab", languages=languages),
    kinds.TRUE_FALSE: lambda languages="en": make_content(choices="ab", languages=languages),
    kinds.MATCHING: matching,
    kinds.ORDERING: ordering,
    kinds.SHORT_TEXT: short_text,
    kinds.NUMERIC: numeric,
    kinds.GAP_TEXT: gap_text,
    kinds.FREE_TEXT: free_text,
}
RIGHT = {
    kinds.SINGLE: ["a"],
    kinds.MULTIPLE: ["a", "b"],
    kinds.TRUE_FALSE: ["a"],
    kinds.MATCHING: ["a:2", "b:1"],
    kinds.ORDERING: ["a:1", "b:2", "c:3"],
    kinds.SHORT_TEXT: [" nairóbi "],
    kinds.NUMERIC: ["12.5"],
    kinds.GAP_TEXT: ["1:a", "2:nairobi", "3:3"],
}
