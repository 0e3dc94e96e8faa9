"""What the content of a question must look like, type by type.

    {"choices": ["a", "b"], "correct": ["b"],
     "texts": {"en": {"stem": "…", "choices": {"a": {"text": "…", "feedback": "…"}, "b": …}, "general_feedback": "…"}}}
"""  # fmt: skip

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .marking import MULTIPLE, SINGLE, TRUE_FALSE

MOST_CHOICES = 10


def problems(kind: str, content: dict) -> list[str]:
    """A sentence for each thing that keeps this content from being asked; none if it is right."""
    try:
        return list(_problems(kind, content))
    except (KeyError, TypeError, AttributeError) as error:
        return [_("The content of this question is not complete: %(part)s.") % {"part": error}]


def _problems(kind: str, content: dict) -> Iterator[str]:
    choices, correct = content["choices"], content["correct"]
    if len(set(choices)) != len(choices) or not set(correct) <= set(choices):
        yield _("A right answer is none of the choices, or a choice stands here twice.")
    if kind == TRUE_FALSE and len(choices) != 2:
        yield _("True or false has exactly two choices.")
    if not 2 <= len(choices) <= MOST_CHOICES:
        yield _("Give between 2 and %(most)d choices.") % {"most": MOST_CHOICES}
    if kind in (SINGLE, TRUE_FALSE) and len(correct) != 1:
        yield _("Mark exactly one choice as right.")
    if kind == MULTIPLE and not correct:
        yield _("Mark at least one choice as right.")
    if not content["texts"]:
        yield _("Write the question in at least one language.")
    for language, texts in content["texts"].items():
        yield from _gaps(language, texts, choices)


def _gaps(language: str, texts: dict, choices: list[str]) -> Iterator[str]:
    if not texts["stem"].strip():
        yield _("The question itself is empty in “%(language)s”.") % {"language": language}
    written = [texts["choices"].get(choice, {}).get("text", "").strip() for choice in choices]
    if not all(written):
        yield _("A choice is empty in “%(language)s”.") % {"language": language}
    elif len(set(written)) < len(written):
        yield _("Two choices say the same in “%(language)s”.") % {"language": language}
