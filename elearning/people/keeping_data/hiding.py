"""Takes the names and codes of one person out of texts; pure, without a database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.html import escape

from elearning.notices.isolating import isolate_html, isolate_text

ERASED = "Erased person"  # what stands where her name stood
GONE = "–"  # what stands where an address or a staff number stood
SHORTEST_CODE = 5  # a shorter staff number may be any number


@dataclass(frozen=True)
class Words:
    """Under which names and codes a person may stand in a text."""

    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names or self.codes)

    @cached_property
    def all(self) -> tuple[str, ...]:
        """Each form once, the longest first, so that a name within a name is found after it."""
        forms = {form for word in (*self.names, *self.codes) for form in spelt(word)}
        return tuple(sorted(forms, key=lambda word: (-len(word), word)))

    @cached_property
    def _pattern(self) -> re.Pattern:
        return re.compile("|".join(_alone(word) for word in self.all), re.IGNORECASE)

    def hidden(self, value: Any) -> Any:
        """The same text, list or dict without her; keys of dicts too. Anything else as it is."""
        if not self:
            return value
        if isinstance(value, str):
            codes = {form.casefold() for code in self.codes for form in spelt(code)}
            return self._pattern.sub(lambda found: GONE if found[0].casefold() in codes else ERASED, value)
        if isinstance(value, list):
            return [self.hidden(each) for each in value]
        if isinstance(value, dict):
            return {self.hidden(key): self.hidden(each) for key, each in value.items()}
        return value


def spelt(word: str) -> set[str]:
    """How a word may stand in a text: with either apostrophe, within HTML, set apart in a text from right to left."""
    plain = {word, word.replace("'", "’"), word.replace("’", "'")}
    forms = {form for each in plain for form in (escape(each), isolate_text(each), isolate_html(escape(each)))}
    return plain | {form for form in forms if not any(each in form for each in plain)}  # else it is found as it is


def words_of(people: Iterable[Any]) -> Words:
    """Of rows of one human: her names as they are spelt, her addresses and staff numbers."""
    names, codes = set(), set()
    for each in people:
        names |= {each.name, each.name_own_script}
        codes |= {each.email, each.staff_number}
    return Words(tuple(sorted(filter(None, names))), tuple(sorted(filter(None, codes))))


def searchable(words: Words, shared: Iterable[str]) -> Words:
    """What may be looked for everywhere: no name of one word, none that somebody else has too, no short number."""
    taken = {name.casefold() for name in shared}
    names = [name for name in words.names if _is_telling(name) and name.casefold() not in taken]
    codes = [code for code in words.codes if "@" in code or len(code) >= SHORTEST_CODE]
    return Words(tuple(names), tuple(codes))


def _is_telling(name: str) -> bool:
    return len(name.split()) > 1 and len(name) > SHORTEST_CODE


def _alone(word: str) -> str:
    """The word where it stands alone; an address is none that a longer one holds. Arabic joins words to a name."""
    if "@" in word:
        return rf"(?<![\w.+-]){re.escape(word)}(?![\w-]|\.\w)"
    if not word.isascii() and len(word) > SHORTEST_CODE:
        return re.escape(word)
    return rf"(?<!\w){re.escape(word)}(?!\w)"
