"""What a new version of a quiz would change: a pure comparison, in sentences."""

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

# For each version of a question the code of the question and the number of the version.
Names = Mapping[int, tuple[str, int]]
# For each rule that is one of a list, the words for what it may be.
Words = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Frozen:
    """What a version keeps; the sections as in `QuizVersion`."""

    titles: dict[str, str]
    pass_mark: Decimal
    rules: dict[str, Any]
    sections: Sequence[dict[str, Any]]


def compare(
    before: Frozen, after: Frozen, names: Names, labels: Mapping[str, str], words: Words | None = None
) -> list[str]:
    """A sentence for each difference; `labels` are the words for the rules, `words` those for what they may be."""
    return [*_settings(before, after, labels, words or {}), *_sections(before.sections, after.sections, names)]


def _settings(before: Frozen, after: Frozen, labels: Mapping[str, str], words: Words) -> Iterator[str]:
    if before.titles != after.titles:
        yield _("The title is another.")
    old = {"pass_mark": before.pass_mark, **before.rules}
    for name, value in {"pass_mark": after.pass_mark, **after.rules}.items():
        if old.get(name) != value:
            yield _("%(rule)s: %(after)s instead of %(before)s.") % {
                "rule": labels[name],
                "after": _shown(value, words.get(name, {})),
                "before": _shown(old.get(name), words.get(name, {})),
            }


def _shown(value: Any, words: Mapping[str, Any]) -> str:
    """A value in words: one of a list by its name, a moment as the reader's place and language write it."""
    if value is None:
        return _("none")
    if isinstance(value, str):
        return str(words[value]) if value in words else _moment(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return number_format(value.normalize() if isinstance(value, Decimal) else value)


def _moment(text: str) -> str:
    try:
        moment = timezone.localtime(datetime.datetime.fromisoformat(text))
    except ValueError:
        return text
    return f"{date_format(moment, 'DATETIME_FORMAT')} ({moment.tzname()})"


def _sections(before: Sequence[dict], after: Sequence[dict], names: Names) -> Iterator[str]:
    old, new = _keyed(before), _keyed(after)
    for key, section in new.items():
        if key not in old:
            yield _("Section “%(section)s” is new.") % {"section": key[0]}
        else:
            yield from _section(key[0], old[key], section, names)
    for key in old:
        if key not in new:
            yield _("Section “%(section)s” is no longer there.") % {"section": key[0]}
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield _("The sections stand in another order.")


def _keyed(sections: Sequence[dict]) -> dict[tuple[str, int], dict]:
    """Sections have no identity: the second of a category is compared with the second."""
    seen: Counter[str] = Counter()
    keyed = {}
    for section in sections:
        keyed[section["category"], seen[section["category"]]] = section
        seen[section["category"]] += 1
    return keyed


def _section(name: str, before: dict, after: dict, names: Names) -> Iterator[str]:
    if before["draw"] != after["draw"]:
        yield _("Section “%(section)s” draws %(after)s questions instead of %(before)s.") % {
            "section": name,
            "after": after["draw"] or _("all"),
            "before": before["draw"] or _("all"),
        }
    old, new = dict(names[pk] for pk in before["questions"]), dict(names[pk] for pk in after["questions"])
    for sentence, codes in (
        (_("Section “%(section)s”: new are %(codes)s."), [code for code in new if code not in old]),
        (_("Section “%(section)s”: no longer asked are %(codes)s."), [code for code in old if code not in new]),
        (
            _("Section “%(section)s”: asked in another version are %(codes)s."),
            [f"{code} ({old[code]} → {new[code]})" for code in new if code in old and old[code] != new[code]],
        ),
    ):
        if codes:
            yield sentence % {"section": name, "codes": ", ".join(codes)}
