"""What authors write as the flat values of a form, and back: what all types of questions share. Pure.

Things stand in rows from 0 on: `key_0`, and for each language `text_0_en`; a language has `stem_en` and `general_en`.
"""

import itertools
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Content = Mapping[str, Any]
Values = Mapping[str, Any]
NOTHING: dict[str, Any] = {"texts": {}}
_ROW = re.compile(r"_([0-9]{1,4})(?:_[a-z-]+)?$")
# A colon parts the key of a thing from what was said of it, see `marking`.
_KEY = re.compile(r"[^:\0]{1,40}")


def letters() -> Iterator[str]:
    """a, b, …, z, aa, ab, …"""
    for length in itertools.count(1):
        yield from map("".join, itertools.product(string.ascii_lowercase, repeat=length))


def numbers() -> Iterator[str]:
    return map(str, itertools.count(1))


def how_many_rows(values: Iterable[str]) -> int:
    """The rows that these names speak of."""
    return 1 + max((int(found[1]) for name in values if (found := _ROW.search(name))), default=-1)


def only_elsewhere(content: Content, languages: Iterable[str]) -> bool:
    """Whether it is written, but in no language that the form shows: then an empty row says nothing."""
    return bool(content["texts"]) and not any(code in content["texts"] for code in languages)


def said(old: Content | None, **values: Any) -> dict[str, Any]:
    """The old with these values; what is empty and was not there before stays away, unless all of it is new."""
    if old is None:
        return values
    return {**old, **{name: value for name, value in values.items() if value or name in old}}


def unless_default(before: Content, **values: tuple[Any, Any]) -> dict[str, Any]:
    """Those of the values, each given with its default, that differ from it or were said before."""
    return {name: value for name, (value, default) in values.items() if value != default or name in before}


@dataclass(frozen=True)
class Rows:
    """Things that have a key and, in each language, texts: `texts[language][name][key]`.

    A row is in use if anything of it is written, or one of its `facts`, which hold in all languages.
    """

    name: str
    texts: tuple[str, ...] = ("text",)
    facts: tuple[str, ...] = ()
    prefix: str = ""
    fresh: Callable[[], Iterator[str]] = letters

    def text(self, which: str, row: int, language: str) -> str:
        return f"{self.prefix}{which}_{row}_{language}"

    def key(self, row: int) -> str:
        return f"{self.prefix}key_{row}"

    def marks(self, row: int, languages: Iterable[str]) -> list[str]:
        """The values by which one sees whether a row is in use."""
        facts = [f"{self.prefix}{fact}_{row}" for fact in self.facts]
        return facts + [self.text(which, row, code) for code in languages for which in self.texts]

    def values(self, keys: Sequence[str], content: Content, languages: Iterable[str]) -> dict[str, Any]:
        """What the form shows of the things with these keys."""
        found: dict[str, Any] = {self.key(row): key for row, key in enumerate(keys)}
        for code in languages:
            there = content["texts"].get(code, {}).get(self.name, {})
            for row, key in enumerate(keys):
                for which in self.texts:
                    found[self.text(which, row, code)] = there.get(key, {}).get(which, "")
        return found

    def keys(self, values: Values, languages: Iterable[str], before: Content = NOTHING) -> dict[int, str]:
        """The key of each row in use; one that has none yet gets the next that is free."""
        languages = list(languages)
        stays = only_elsewhere(before, languages)
        given: dict[int, str] = {}
        for row in range(how_many_rows(values)):
            key = values.get(self.key(row)) or ""
            if any(values.get(name) for name in self.marks(row, languages)) or (stays and key):
                given[row] = key if _KEY.fullmatch(key) and key not in given.values() else ""
        free = (key for key in self.fresh() if key not in given.values())
        return {row: key or next(free) for row, key in given.items()}

    def known(self, keys: Mapping[int, str], values: Values) -> bool:
        """Whether each of them was there before."""
        return all(values.get(self.key(row)) == key for row, key in keys.items())

    def said(self, keys: Mapping[int, str], values: Values, language: str, old: Content | None) -> dict[str, Any]:
        """Their texts in this language, under the name where they stand; see `said` for what stays away."""
        there = (old or {}).get(self.name, {})
        found = {}
        for row, key in keys.items():
            texts = {which: values.get(self.text(which, row, language)) or "" for which in self.texts}
            is_old = old is not None and values.get(self.key(row)) == key
            if not is_old or key in there or any(texts.values()):
                found[key] = said(there.get(key) if is_old else None, **texts)
        return {self.name: found} if found or self.name in (old or {}) or old is None else {}


def values_of(content: Content, languages: Iterable[str]) -> dict[str, Any]:
    """The question itself and what everybody reads after it."""
    found = {}
    for code in languages:
        texts = content["texts"].get(code, {})
        found |= {f"stem_{code}": texts.get("stem", ""), f"general_{code}": texts.get("general_feedback", "")}
    return found


def texts_of(
    values: Values,
    languages: Iterable[str],
    before: Content,
    own: Callable[[str, Content | None], dict[str, Any]],
    known: bool = True,
) -> dict[str, Any]:
    """The texts of every language; `own` says what of them is not common to all types.

    A language in which nothing is written is left out. The texts of one that the form does not show stay until there
    is a thing that they do not know.
    """
    languages = list(languages)
    found = {}
    for code in languages:
        if any(value for name, value in values.items() if name.endswith(f"_{code}")):
            old = before["texts"].get(code)
            stem, general = values.get(f"stem_{code}") or "", values.get(f"general_{code}") or ""
            found[code] = said(old, general_feedback=general) | {"stem": stem} | own(code, old)
    others = {code: each for code, each in before["texts"].items() if known and code not in languages}
    return found | others
