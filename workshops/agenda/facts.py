"""What the checks and the picture of coverage are computed from: an agenda as plain facts. No database."""

import datetime
import zoneinfo
from dataclasses import dataclass, field

# What needs no words, so that no language can be missing in it.
WORDLESS = frozenset({"break", "social", "admin"})
EVERYBODY = ""


@dataclass(frozen=True)
class Room:
    """A room; `capacity` is None where nobody said how many it seats."""

    name: str
    capacity: int | None = None


@dataclass(frozen=True)
class Person:
    """Somebody with a part in an item; `id` tells two of one name apart."""

    id: str
    name: str


@dataclass(frozen=True)
class Team:
    """A team that interprets into `language`; `members` is how many take turns, 0 where nobody is named yet.

    `people` are those of them who are known.
    """

    name: str
    language: str
    members: int = 0
    people: tuple[Person, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One item where it stands. `group` is a code, or "" for no group; `lane` 0 is for everybody.

    `day` and `start` are what the clocks of the place show; `plan_minutes` is None without a session plan.
    """

    code: str
    kind: str
    day: datetime.date
    start: datetime.time
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    group: str = ""
    lane: int = 0
    room: Room | None = None
    persons: tuple[Person, ...] = ()
    teams: tuple[Team, ...] = ()
    floor: tuple[str, ...] = ()
    interpreted: tuple[str, ...] = ()
    visibility: str = "public"
    shortest: int = 5
    plan_minutes: int | None = None
    second: bool = False
    titles: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def for_participants(self) -> bool:
        """Whether it is for participants at all; a debrief of the facilitators is not."""
        return self.visibility == "public"

    @property
    def spoken_in(self) -> bool:
        """Whether something is said to participants, so that languages matter."""
        return self.for_participants and self.kind not in WORDLESS

    @property
    def tasks(self) -> list[tuple[str, Person]]:
        """Who is busy here with what: "" for those with a part of their own, else the team that they interpret in."""
        own = [("", person) for person in self.persons]
        return own + [(team.name, person) for team in self.teams for person in team.people]

    @property
    def audience(self) -> str | None:
        """The code of the group that is meant, `EVERYBODY`, or None: some, and it is not known who."""
        return self.group or (EVERYBODY if self.lane == 0 else None)


@dataclass(frozen=True)
class Agenda:
    """One version of a workshop's agenda. `groups` and `everybody` count the participants by language.

    `unscheduled` are the codes of required items that stand nowhere; `has_teams` says whether the workshop names
    teams of interpreters at all.
    """

    zone: zoneinfo.ZoneInfo
    first_day: datetime.date
    last_day: datetime.date
    capacity: int
    entries: tuple[Entry, ...] = ()
    groups: dict[str, dict[str, int]] = field(default_factory=dict)
    everybody: dict[str, int] = field(default_factory=dict)
    unscheduled: tuple[str, ...] = ()
    has_teams: bool = False

    def people(self, audience: str | None) -> dict[str, int]:
        """How many participants of each language an audience has; nobody where it is not known who is meant."""
        if audience is None:
            return {}
        return self.everybody if audience == EVERYBODY else self.groups.get(audience, {})

    def in_time(self) -> list[Entry]:
        return sorted(self.entries, key=lambda entry: (entry.starts_at, entry.lane, entry.code))
