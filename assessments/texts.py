"""The texts of a question as a page shows them: plain ones as they are, HTML with its pictures."""

import re
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe

from elearning.text import clean_html, plain

_SOURCE = re.compile(r'src="media:([0-9a-f]{64})"')
_TEXTS = frozenset({"stem", "general_feedback", "text", "feedback", "model_answer"})


def shown(text: str, texts: Mapping[str, Any]) -> str:
    """One of the texts of a language, ready for a template. HTML was cleaned as it was written: see `cleaned`."""
    if texts.get("format") != "html":
        return text
    with_pictures = _SOURCE.sub(lambda found: f'src="{reverse("assessments:picture", args=[found[1]])}"', text)
    return mark_safe(with_pictures)  # nosec B308 B703 # noqa: S308


def words(text: str, texts: Mapping[str, Any]) -> str:
    """The same without any tag, on one line: for a list, a heading, a screen reader."""
    return plain(text) if texts.get("format") == "html" else text


def cleaned(content: dict[str, Any]) -> dict[str, Any]:
    """The content with every HTML text of it through the one cleaner; plain texts are not touched."""
    texts = {
        language: _cleaned(said) if said.get("format") == "html" else said
        for language, said in content.get("texts", {}).items()
    }
    return content | {"texts": texts}


def _cleaned(part: Any, name: str = "") -> Any:
    if isinstance(part, dict):
        return {key: _cleaned(value, key) for key, value in part.items()}
    if isinstance(part, list):  # accepted answers: what people write is compared with them, it is no HTML
        return [each | {"feedback": _cleaned(each.get("feedback", ""), "feedback")} for each in part]
    return clean_html(part, pictures=True) if isinstance(part, str) and name in _TEXTS else part
