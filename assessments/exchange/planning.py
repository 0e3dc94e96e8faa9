"""The dry run of an import: what would become of each question of a file. Nothing is written."""

import hashlib
import json
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from .comparing import texts_of
from .deciding import LONGEST, READY, Item, Outcome, decide, faults_of, refused, rounded
from .known import Bank, Known, read_bank
from .questions import Fault, FileQuestion, LeftOut, Reading
from .stored_pictures import Gallery, NewPicture

_SLUG = re.compile(r"[A-Za-z0-9_-]{1,100}")


@dataclass
class Plan:
    """What an import does; it may be done if the file has no fault."""

    reading: Reading
    bank: str
    language: str
    state: str
    items: list[Item] = field(default_factory=list)
    pictures: dict[str, NewPicture] = field(default_factory=dict)

    @property
    def faults(self) -> list[Fault]:
        return self.reading.faults

    @property
    def left_out(self) -> list[LeftOut]:
        return self.reading.left_out

    def of(self, *outcomes: str) -> list[Item]:
        return [item for item in self.items if item.outcome in outcomes]

    @property
    def writes(self) -> list[Item]:
        """What an import would write."""
        return self.of(Outcome.NEW, Outcome.CHANGED)

    @property
    def counts(self) -> dict[str, int]:
        found = {str(outcome): len(self.of(outcome)) for outcome in Outcome}
        return found | {"left_out": len(self.left_out), "faults": len(self.faults)}

    @property
    def digest(self) -> str:
        """The same as long as the import would do the same to the same bank."""
        facts: list[Any] = [self.bank, self.state, len(self.left_out), len(self.faults)]
        for item in self.items:
            known = item.known and (item.known.pk, item.known.number, item.known.state, item.known.content)
            facts.append([item.line, item.outcome, known, item.code, item.content, str(item.points), item.fields])
        text = json.dumps(facts, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def plan(reading: Reading, *, bank: str, language: str, state: str = READY) -> Plan:
    """What becomes of each question in the bank of this name; “”: in the bank that its own category begins with."""
    found = Plan(reading, bank, language, state)
    here = read_bank(bank)
    gallery = Gallery(here.pictures)
    matches = _matched(reading.questions, here)
    codes = _Codes(bank, here, (known.code for known in here.questions))
    items = [_item(place, given, matches, found, gallery, here) for place, given in enumerate(reading.questions)]
    items = _once(items)
    codes.taken |= {slug_of(item.given.code) for item in items if item.outcome == Outcome.NEW and item.given.code}
    found.items = [_coded(item, codes) for item in items]
    for item in found.writes:
        for sha256 in gallery.used_in(item.content or {"texts": {}}) - here.pictures:
            found.pictures[sha256] = gallery.found[sha256]
    return found


def _item(
    place: int, given: FileQuestion, matches: Mapping[int, Known], plan: Plan, gallery: Gallery, bank: Bank
) -> Item:
    if faults := faults_of(given, plan.bank):
        return refused(given, *faults)
    content, notes = gallery.settle(given)
    notes = (*given.notes, *notes)
    if known := matches.get(place):
        return decide(given, content, known, plan.state, notes)
    if given.code and (other := bank.elsewhere.get(slug_of(given.code))):
        why = _("The code “%(code)s” belongs to a question in the bank “%(bank)s”: import into that one.")
        return refused(given, why % {"code": given.code, "bank": other})
    points = rounded(given.points)
    if points != given.points:
        notes = (*notes, _("Its points are rounded to %(points)s.") % {"points": points})
    return Item(given, Outcome.NEW, (), notes, content=content, points=points, fields={"path": given.category})


def _once(items: list[Item]) -> list[Item]:
    """A code stands once in a file."""
    lines: dict[str, int] = {}
    kept = []
    for item in items:
        code = slug_of(item.given.code) if item.given.code else ""
        if code in lines:
            why = _("It has the same code as the question in line %(line)d.") % {"line": lines[code]}
            item = refused(item.given, why)
        elif code:
            lines[code] = item.line
        kept.append(item)
    return kept


def _matched(questions: list[FileQuestion], bank: Bank) -> dict[int, Known]:
    """Which question of the bank each is: by its code; else by place and name, those that say the same first."""
    by_code = {known.code: known for known in bank.questions}
    found: dict[int, Known] = {}
    nameless: list[tuple[int, FileQuestion]] = []
    for place, given in enumerate(questions):
        if not given.code:
            nameless.append((place, given))
        elif known := by_code.get(slug_of(given.code)):
            found[place] = known
    taken = {known.pk for known in found.values()}
    for sayings in (_sayings, lambda _kind, _texts: ("",)):
        waiting: dict[tuple[Any, ...], deque[Known]] = defaultdict(deque)
        for known in bank.questions:
            for saying in sayings(known.kind, known.content["texts"]) if known.pk not in taken else ():
                waiting[known.path, known.name, saying].append(known)
        for place, given in nameless if waiting else ():
            name = given.name[: LONGEST["name"]]
            if place in found or not name:
                continue
            saying = next(iter(sayings(given.kind, given.content["texts"])))
            if known := _next_free(waiting[given.category, name, saying], taken):
                found[place] = known
                taken.add(known.pk)
    return found


def _next_free(waiting: deque[Known], taken: set[int]) -> Known | None:
    while waiting:
        known = waiting.popleft()
        if known.pk not in taken:
            return known
    return None


def _sayings(kind: str, texts: Mapping[str, Any]) -> tuple[str, ...]:
    """For each language all that is said in it, whatever the keys."""
    said = [f"{kind} {language} {sorted(_strings(texts_of(texts[language])))}" for language in sorted(texts)]
    return tuple(hashlib.sha256(each.encode()).hexdigest() for each in said) or ("none",)


def _strings(part: Any) -> Iterable[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for value in part.values() if isinstance(part, dict) else part:
            yield from _strings(value)


def slug_of(code: str) -> str:
    """The code of the bank for one of a file: itself where it is a slug, else one made from it, always the same."""
    if _SLUG.fullmatch(code):
        return code
    return f"{slugify(code)[:80].strip('-') or 'q'}-{hashlib.sha256(code.encode()).hexdigest()[:10]}"


class _Codes:
    """Gives codes to questions that have none: the bank and the name, with a number where that is taken."""

    def __init__(self, bank: str, here: Bank, codes: Iterable[str]) -> None:
        self.bank = bank
        self.taken = {*codes, *here.elsewhere}
        self.next: dict[str, int] = defaultdict(lambda: 2)

    def give(self, item: Item) -> str:
        bank = slugify(self.bank or item.path[0]) or "q"
        stem = f"{bank[:30]}-{slugify(item.name)[:50]}".strip("-")
        if not slugify(item.name):
            stem = f"{bank[:30]}-{hashlib.sha256(item.name.encode()).hexdigest()[:8]}"
        code = stem
        while code in self.taken:
            code = f"{stem}-{self.next[stem]}"
            self.next[stem] += 1
        self.taken.add(code)
        return code


def _coded(item: Item, codes: _Codes) -> Item:
    if item.outcome != Outcome.NEW:
        return item
    return replace(item, code=slug_of(item.given.code) if item.given.code else codes.give(item))
