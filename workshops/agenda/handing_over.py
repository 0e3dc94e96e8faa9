"""What of an agenda passes on when somebody is taken ill or a language is lost, and whom that leaves out. No database.

The items of an agenda in force are changed as they were frozen; none that had begun is touched.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .checks import check
from .coverage import missing_languages
from .facts import Agenda, Entry, Person
from .findings import Finding

STRONGEST = ("lead", "co_lead", "speaker", "rapporteur")


@dataclass(frozen=True)
class Someone:
    """A person by her key and her name."""

    key: int
    name: str


@dataclass(frozen=True)
class Handover:
    """Who is taken ill or which language is lost (one of the two), who takes over if anybody does, and since when."""

    since: datetime.datetime
    who: Someone | None = None
    successor: Someone | None = None
    language: str = ""


@dataclass(frozen=True)
class Stands:
    """One item of the agenda in force: `parts` of persons by key, `teams` of interpreters by name.

    A team is its language and the keys of its members.
    """

    code: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    frozen: Mapping[str, Any]
    parts: Mapping[int, str] = field(default_factory=dict)
    teams: Mapping[str, tuple[str, frozenset[int]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Passing:
    """What becomes of one item: how it is frozen anew, which part passes, into what nobody interprets any more."""

    code: str
    frozen: dict[str, Any]
    part: str = ""
    interprets: bool = False
    lost: tuple[str, ...] = ()
    under_way: bool = False
    alone: bool = False  # nobody leads or speaks in it any more


def passing(items: Iterable[Stands], handover: Handover) -> list[Passing]:
    """The items that a handover touches, in the order of time; of one under way only what it loses."""
    found = [_of(item, handover) for item in sorted(items, key=lambda one: (one.starts_at, one.code))]
    return [one for one in found if one.part or one.interprets or one.lost]


def _of(item: Stands, handover: Handover) -> Passing:
    under_way = item.starts_at < handover.since < item.ends_at
    if item.ends_at <= handover.since:
        return Passing(item.code, dict(item.frozen))
    lost = tuple(sorted(_lost(item, handover) - set(item.frozen["floor"])))
    if under_way:
        return Passing(item.code, dict(item.frozen), lost=lost, under_way=True)
    part = _part(item, handover.who)
    interprets = bool(handover.who and any(handover.who.key in members for _lang, members in item.teams.values()))
    frozen = _frozen(item, handover, part, interprets, lost)
    alone = bool(part) and not frozen["people"] and not frozen["lead"].strip()
    return Passing(item.code, frozen, part, interprets, lost, alone=alone)


def _part(item: Stands, who: Someone | None) -> str:
    """Her part in it; she leads, too, what says so in words."""
    if who is None:
        return ""
    named = item.frozen["lead"].strip().casefold() == who.name.casefold()
    return item.parts.get(who.key) or ("lead" if named else "")


def _lost(item: Stands, handover: Handover) -> set[str]:
    """Languages interpreted until now into which nobody interprets from now on."""
    spoken = set(item.frozen["interpreted"])
    if handover.language:
        return spoken & {handover.language}
    if handover.successor or handover.who is None:
        return set()
    before = {language for language, members in item.teams.values() if handover.who.key in members}
    left = {language for language, members in item.teams.values() if members - {handover.who.key}}
    return spoken & (before - left)


def _frozen(item: Stands, handover: Handover, part: str, interprets: bool, lost: tuple[str, ...]) -> dict[str, Any]:
    frozen = {**item.frozen, "interpreted": [one for one in item.frozen["interpreted"] if one not in lost]}
    who, next_one = handover.who, handover.successor
    if who is None or not (part or interprets):
        return frozen
    if part:
        frozen["people"] = people_after(item.frozen["people"], who, next_one)
    if frozen["lead"].strip().casefold() == who.name.casefold():
        frozen["lead"] = next_one.name if next_one else ""
    frozen["whose"] = sorted({*frozen["whose"]} - {who.key} | ({next_one.key} if next_one else set()))
    return frozen


def people_after(people: Iterable[Mapping[str, str]], who: Someone, successor: Someone | None) -> list[dict[str, str]]:
    """Rows of {"name", "part"} with the successor in her place; whoever has a part already keeps the weightier."""
    rows = [dict(row) for row in people]
    hers = next((row for row in rows if row["name"] == who.name), None)
    if hers is None:
        return rows
    known = next((row for row in rows if successor and row["name"] == successor.name), None)
    if successor and known:
        known["part"] = weightier(known["part"], hers["part"])
    return [
        {**row, "name": successor.name} if row is hers and successor else row
        for row in rows
        if row is not hers or (successor and not known)
    ]


def weightier(*parts: str) -> str:
    """The part that says most: who leads does not also speak."""
    return min(parts, key=STRONGEST.index)


@dataclass(frozen=True)
class Left:
    """Whom an item leaves out that it did not before: people by language."""

    code: str
    people: dict[str, int]


def left_out(agenda: Agenda, found: Iterable[Passing]) -> list[Left]:
    """Those who understand an item no more, in the order of time; of one under way from that moment on."""
    lost = {one.code: set(one.lost) for one in found if one.lost}
    rows = []
    for entry in agenda.in_time():
        if entry.code in lost:
            after = missing_languages(agenda, _without(entry, lost[entry.code]))
            before = missing_languages(agenda, entry)
            people = {language: number for language, number in after.items() if language not in before}
            rows += [Left(entry.code, people)] if people else []
    return rows


def new_findings(agenda: Agenda, found: Iterable[Passing], handover: Handover) -> list[Finding]:
    """What the checks say of the agenda after it that they did not say before: a successor in two places, say."""
    by_code = {one.code: one for one in found if not one.under_way}
    after = replace(agenda, entries=tuple(_entry(entry, by_code.get(entry.code), handover) for entry in agenda.entries))
    known = {finding.key for finding in check(agenda)}
    return [finding for finding in check(after) if finding.key not in known]


def _without(entry: Entry, lost: set[str]) -> Entry:
    return replace(entry, interpreted=tuple(one for one in entry.interpreted if one not in lost))


def _entry(entry: Entry, change: Passing | None, handover: Handover) -> Entry:
    if change is None:
        return entry
    persons = tuple(Person(row["name"], row["name"]) for row in change.frozen["people"])
    teams = tuple(team for team in (_team(team, handover) for team in entry.teams) if team.language not in change.lost)
    interpreted = tuple(change.frozen["interpreted"])
    return replace(entry, persons=persons, teams=teams, interpreted=interpreted)


def _team(team: Any, handover: Handover) -> Any:
    who, next_one = handover.who, handover.successor
    if who is None or str(who.key) not in {person.id for person in team.people}:
        return team
    people = [person for person in team.people if person.id not in {str(who.key), str(next_one.key if next_one else 0)}]
    people += [Person(str(next_one.key), next_one.name)] if next_one else []
    return replace(team, people=tuple(people), members=len(people))
