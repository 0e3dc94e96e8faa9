"""One editor for each family of types of questions."""

from .answers import Numeric, ShortText
from .base import Editor, Row, Section, common_fields
from .choices import Choices
from .free_text import FreeText
from .gap_text import GapText
from .lists import Matching, Ordering

EDITORS: dict[str, Editor] = {
    kind: editor
    for editor in (Choices(), Matching(), Ordering(), ShortText(), Numeric(), GapText(), FreeText())
    for kind in editor.kinds
}

__all__ = ["EDITORS", "Editor", "Row", "Section", "common_fields"]
