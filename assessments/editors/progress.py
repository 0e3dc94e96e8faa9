"""How far a question is written in each language: pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ..readiness import is_stale, source_of
from ..schemas import problems

COMPLETE, GAPS, NONE = "complete", "gaps", "none"
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Progress:
    """One language: complete, with gaps, or none; `behind` names the one that it follows if that was changed since."""

    code: str
    name: str
    state: str
    behind: str = ""

    @property
    def label(self) -> str:
        """In words, as a list shows it."""
        if self.behind:
            return _("%(language)s changed since") % {"language": self.behind}
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
    kind: str, content: Content | None, languages: Iterable[tuple[str, Any]] = settings.LANGUAGES
) -> list[Progress]:
    """Each language of this content."""
    if content is None:
        return [Progress(code, str(name), NONE) for code, name in languages]
    source = name_of(source_of(content))
    return [
        Progress(code, str(name), state_in(kind, content, code), behind=source if is_stale(content, code) else "")
        for code, name in languages
    ]


def name_of(code: str) -> str:
    """The language by its name, or by its code if it is none of the site."""
    return str(dict(settings.LANGUAGES).get(code, code))


def in_short(found: Iterable[Progress]) -> str:
    """As in “English: complete · French: has gaps”; a language in which nothing is written is left out."""
    return " · ".join(f"{each.name}: {each.label}" for each in found if each.state != NONE)
