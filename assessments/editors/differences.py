"""What differs between two versions of a question: sentences, and text by text word for word. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from elearning.fields import localized_with_language

from ..models import QuestionVersion
from .facts import facts_of

# Beyond so many words two texts are shown whole: to compare them word for word would take too long.
MOST_WORDS = 2_000
_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
Piece = tuple[str, str]


@dataclass(frozen=True)
class Changed:
    """One text that is another now; pieces are words with "same", "gone" or "new"."""

    label: str
    before: list[Piece]
    after: list[Piece]


@dataclass(frozen=True)
class OfLanguage:
    """What changed in one language."""

    code: str
    name: str
    texts: list[Changed]


def facts(before: QuestionVersion, after: QuestionVersion) -> list[str]:
    """A sentence for each thing that holds in every language and is another now."""
    found = []
    if before.kind != after.kind:
        found.append((_("Type"), before.get_kind_display(), after.get_kind_display()))
    if before.points != after.points:
        found.append((_("Points"), before.points.normalize(), after.points.normalize()))
    old = {label: (value, shown) for label, value, shown in _facts(before)}
    new = {label: (value, shown) for label, value, shown in _facts(after)}
    for label in {**old, **new}:
        was, now = old.get(label, (None, "")), new.get(label, (None, ""))
        if was[0] != now[0]:
            found.append((label, was[1], now[1]))
    sentence = _("%(what)s: “%(after)s” instead of “%(before)s”.")
    nothing = _("nothing")
    return [sentence % {"what": what, "after": now or nothing, "before": was or nothing} for what, was, now in found]


def _facts(version: QuestionVersion) -> list[tuple[str, Any, str]]:
    """Those of a version; of a draft that is not whole, none."""
    try:
        return facts_of(version.kind, version.content, localized_with_language(version.content["texts"])[0] or {})
    except (KeyError, TypeError, AttributeError, ValueError):
        return []


def texts(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[OfLanguage]:
    """The texts that differ between two contents, language by language."""
    names = dict(settings.LANGUAGES)
    found = []
    for code in {**after["texts"], **before["texts"]}:
        old, new = _leaves(before["texts"].get(code, {})), _leaves(after["texts"].get(code, {}))
        places = [place for place in {**new, **old} if old.get(place, "") != new.get(place, "")]
        changed = [
            Changed(_label(place, after, before), *_words(old.get(place, ""), new.get(place, ""))) for place in places
        ]
        if changed:
            found.append(OfLanguage(code, str(names.get(code, code)), changed))
    return found


def _leaves(part: Any, place: tuple = ()) -> dict[tuple, str]:
    """Every text in it, by the way that leads there; `share` is shown with its text."""
    if isinstance(part, Mapping) and "share" in part:
        earns = f"{part['share']}%: " if part["share"] != "100" else ""
        part = {**{k: v for k, v in part.items() if k != "share"}, "text": earns + str(part.get("text", ""))}
    if isinstance(part, Mapping | list):
        pairs = part.items() if isinstance(part, Mapping) else enumerate(part)
        return {way: text for key, each in pairs for way, text in _leaves(each, (*place, key)).items()}
    return {place: str(part)}


def _label(place: tuple, after: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """Where a text stands, in words: “Choice 2, feedback”."""
    named = {
        "stem": _("Question"),
        "general_feedback": _("After marking"),
        "model_answer": _("A good answer"),
        "format": _("Format"),
        "choices": _("Choice"),
        "prompts": _("On the left"),
        "options": _("On the right"),
        "items": _("To be ordered"),
        "accepted": _("Answer"),
        "rubric": _("Rubric"),
        "gaps": _("Gap"),
        "feedback": _("feedback"),
        "text": "",
    }
    return " ".join(filter(None, (_step(place, index, named, after, before) for index in range(len(place)))))


def _step(place: tuple, index: int, named: Mapping[str, str], after: Mapping, before: Mapping) -> str:
    """One step of the way: a name, or the number of a thing among its like as it stands now, else as it stood."""
    step = place[index]
    if isinstance(step, int):
        return str(step + 1)
    if index % 2 == 0 or step in ("text", "feedback"):
        return named.get(step, step)
    if place[index - 1] == "gaps":
        return step
    for content in (after, before):
        holder = content.get("gaps", {}).get(place[1], {}) if place[0] == "gaps" else content
        keys = [each["key"] if isinstance(each, Mapping) else each for each in holder.get(place[index - 1], ())]
        if step in keys:
            return str(keys.index(step) + 1)
    return step


def _words(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return [("gone", before)], [("new", after)]
    was, now = [], []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was += _piece("same" if what == "equal" else "gone", old[a:b])
        now += _piece("same" if what == "equal" else "new", new[c:d])
    return was, now


def _piece(kind: str, found: list[str]) -> Iterator[Piece]:
    if found:
        yield kind, "".join(found)
