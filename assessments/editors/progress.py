"""How far a question is written in each language: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ..schemas import problems

COMPLETE, GAPS, NONE = "complete", "gaps", "none"
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Progress:
    """One language: complete, with gaps, or none; `behind` if the English text was changed after this one."""

    code: str
    name: str
    state: str
    behind: bool = False

    @property
    def label(self) -> str:
        """In words, as a list shows it."""
        if self.behind:
            return _("English changed since")
        return {COMPLETE: _("complete"), GAPS: _("has gaps"), NONE: _("not written")}[self.state]

    @property
    def tone(self) -> str:
        """Whether it is well as it is."""
        return "positive" if self.state == COMPLETE and not self.behind else "warning" if self.state != NONE else ""


def state_in(kind: str, content: Content, code: str) -> str:
    """How far it is written in this language, whatever is wrong with it in all of them."""
    texts = content["texts"].get(code)
    if texts is None:
        return NONE
    of_all = problems(kind, {**content, "texts": {}})
    own = [sentence for sentence in problems(kind, {**content, "texts": {code: texts}}) if sentence not in of_all]
    return GAPS if own else COMPLETE


def progress_of(
    kind: str, contents: Sequence[Content], languages: Iterable[tuple[str, Any]] = settings.LANGUAGES
) -> list[Progress]:
    """Each language of the newest of these contents, which are those of all versions in their order."""
    if not contents:
        return [Progress(code, str(name), NONE) for code, name in languages]
    changed = {code: _last_change(contents, code) for code, _name in languages}
    english = changed.get(settings.LANGUAGE_CODE, 0)
    return [
        Progress(code, str(name), state, behind=state != NONE and changed[code] < english)
        for code, name in languages
        for state in [state_in(kind, contents[-1], code)]
    ]


def _last_change(contents: Sequence[Content], code: str) -> int:
    """The place of the content in which the texts of this language became what they are."""
    now = contents[-1]["texts"].get(code)
    place = len(contents) - 1
    while place and contents[place - 1]["texts"].get(code) == now:
        place -= 1
    return place


def in_short(found: Iterable[Progress]) -> str:
    """As in “English: complete · French: has gaps”; a language in which nothing is written is left out."""
    return " · ".join(f"{each.name}: {each.label}" for each in found if each.state != NONE)
