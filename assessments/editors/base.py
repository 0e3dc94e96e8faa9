"""What the editors of all types of questions have in common."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings

from .. import flat
from ..flat import Content, Values
from ..schemas import MOST_CHOICES
from .fields import Words

LANGUAGES: Sequence[tuple[str, str]] = settings.LANGUAGES
LONGEST_STEM = 20_000
CODES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Row:
    """The names of the fields of one row; `cells` has a list for each language, `marks` says whether it is in use."""

    legend: Any
    facts: Sequence[str] = ()
    cells: Sequence[Sequence[str]] = ()
    hidden: Sequence[str] = ()
    marks: Sequence[str] = ()


@dataclass(frozen=True)
class Section:
    """One panel of the form: fields that stand alone, and rows, of which so many are always shown."""

    name: str
    heading: Any
    help: Sequence[Any] = ()
    facts: Sequence[str] = ()
    cells: Sequence[Sequence[str]] = ()
    rows: Sequence[Row] = field(default_factory=tuple)
    fewest: int = 4


class Editor:
    """How one family of types is edited. What is pure of it takes and gives the values of the form by their names."""

    kinds: Sequence[str] = ()

    def values_of(self, content: Content, languages: Iterable[str]) -> dict[str, Any]:
        """What the form shows of this content."""
        raise NotImplementedError

    def content_of(self, values: Values, languages: Iterable[str], before: Content) -> dict[str, Any]:
        """The content that these values make; what the form does not show of the content before is kept."""
        raise NotImplementedError

    def faults(self, values: Values, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
        """What cannot be read at all: the name of the field and a sentence, of a draft too."""
        yield from ()

    def beside(self, code: str, values: Values, languages: Sequence[str]) -> list[str]:
        """The fields beside which stands what is wrong in this language."""
        for names in self.groups(code, values, languages):
            said = {name: values[name] for name in names if name in values}
            often = Counter(said.values())
            empty = [name for name, text in said.items() if not text]
            if found := empty or [name for name, text in said.items() if often[text] > 1]:
                return found
        return []

    def groups(self, code: str, values: Values, languages: Sequence[str]) -> Iterator[list[str]]:
        """The fields of this language of which none may be empty, and no two the same."""
        yield from ()

    def rows(self, content: Content) -> int:
        """How many rows the form has for this content."""
        used = flat.how_many_rows(self.values_of(content, CODES))
        return MOST_CHOICES if used <= MOST_CHOICES else used + 3

    def fields(self, many: int) -> dict[str, forms.Field]:
        """A field for each value, with so many rows."""
        raise NotImplementedError

    def sections(self, many: int) -> list[Section]:
        """The panels of the form in their order."""
        raise NotImplementedError


def common_fields() -> dict[str, forms.Field]:
    """What every type has: the question and what everybody reads after marking, in each language."""
    fields: dict[str, forms.Field] = {}
    for code, name in LANGUAGES:
        fields[f"stem_{code}"] = Words(code, rows=2, label=name, max_length=LONGEST_STEM)
        fields[f"general_{code}"] = Words(code, rows=2, label=name, max_length=LONGEST_STEM)
    return fields


def cells(*names: str, row: int | None = None) -> list[list[str]]:
    """For each language the names of its fields in this row, or outside of rows."""
    place = "" if row is None else f"{row}_"
    return [[f"{name}_{place}{code}" for name in names] for code in CODES]
