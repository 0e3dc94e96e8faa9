"""The content of a question as the flat values of a form, and back: pure.

Choices stand in rows from 0 on: `key_0`, `right_0`, and for each language `text_0_en`, `feedback_0_en`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from .schemas import MOST_CHOICES

LETTERS = "abcdefghij"
NOTHING: dict[str, Any] = {"choices": [], "correct": [], "texts": {}}


def values_of(content: dict[str, Any], languages: Iterable[str]) -> dict[str, Any]:
    """What the form shows of this content."""
    languages = list(languages)
    values: dict[str, Any] = {}
    for row, key in enumerate(content["choices"]):
        values |= {f"key_{row}": key, f"right_{row}": key in content["correct"]}
    for language in languages:
        texts = content["texts"].get(language, {})
        values[f"stem_{language}"] = texts.get("stem", "")
        values[f"general_{language}"] = texts.get("general_feedback", "")
        for row, key in enumerate(content["choices"]):
            choice = texts.get("choices", {}).get(key, {})
            values[f"text_{row}_{language}"] = choice.get("text", "")
            values[f"feedback_{row}_{language}"] = choice.get("feedback", "")
    return values


def content_of(values: dict[str, Any], languages: Iterable[str], before: dict[str, Any] = NOTHING) -> dict[str, Any]:
    """The content that these values make. What the form does not show of the content before is kept.

    A row in which nothing is written is no choice; a language in which nothing is written is left out. The texts of
    a language that the site does not have stay until there is a choice that they do not know.
    """
    languages = list(languages)
    keys = keys_of(values, languages)
    texts = {
        language: _texts(language, keys, values, before["texts"].get(language, {}))
        for language in languages
        if any(values.get(name) for name in _names(language))
    }
    known = all(values.get(f"key_{row}") for row in keys)
    others = {code: said for code, said in before["texts"].items() if known and code not in languages}
    correct = [key for row, key in keys.items() if values.get(f"right_{row}")]
    return before | {"choices": list(keys.values()), "correct": correct, "texts": texts | others}


def keys_of(values: dict[str, Any], languages: Iterable[str]) -> dict[int, str]:
    """The key of each row in which something is written; one that has none yet gets the next free letter."""
    languages = list(languages)
    rows = [row for row in range(MOST_CHOICES) if any(values.get(name) for name in names_of_row(row, languages))]
    given = {row: values.get(f"key_{row}") for row in rows}
    free = (letter for letter in LETTERS if letter not in given.values())
    return {row: key or next(free) for row, key in given.items()}


def names_of_row(row: int, languages: Iterable[str]) -> Iterator[str]:
    """The values by which one sees whether a row is in use."""
    yield f"right_{row}"
    for language in languages:
        yield from (f"text_{row}_{language}", f"feedback_{row}_{language}")


def _texts(language: str, keys: dict[int, str], values: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    old = before.get("choices", {})
    return before | {
        "stem": values.get(f"stem_{language}", ""),
        "choices": {
            key: old.get(values.get(f"key_{row}"), {})
            | {
                "text": values.get(f"text_{row}_{language}", ""),
                "feedback": values.get(f"feedback_{row}_{language}", ""),
            }
            for row, key in keys.items()
        },
        "general_feedback": values.get(f"general_{language}", ""),
    }


def _names(language: str) -> Iterator[str]:
    yield from (f"stem_{language}", f"general_{language}")
    for row in range(MOST_CHOICES):
        yield from (f"text_{row}_{language}", f"feedback_{row}_{language}")
