"""How a version of a question will look, before anybody is asked it: also one that still has gaps."""

from decimal import Decimal

from . import marking
from .models import QuestionVersion
from .showing import ShownChoice, ShownQuestion


def preview(version: QuestionVersion, language: str, *, marked: bool = False) -> ShownQuestion:
    """The question in this language; `marked` shows it as if every choice had been made, with all that is said then."""
    texts, shown_in = version.text_in(language)
    said = texts.get("choices", {})
    return ShownQuestion(
        position=0,
        stem=texts.get("stem", ""),
        language=shown_in,
        many=version.kind == marking.MULTIPLE,
        choices=[
            ShownChoice(
                key=key,
                text=said.get(key, {}).get("text", ""),
                feedback=said.get(key, {}).get("feedback", ""),
                chosen=marked,
                right=key in version.content["correct"],
            )
            for key in version.content["choices"]
        ],
        saved_at=None,
        earned=Decimal(),
        points=version.points,
        general_feedback=texts.get("general_feedback", ""),
    )
