"""What is asked of the figures: of which subject and period, on which day, as known when, of whom."""

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

MEASURES = ("persons", "participations", "hours")
FILTERS = ("office", "country", "sex", "category", "language", "funding")
OF_A_PERSON = ("office", "country", "sex", "category", "language")


@dataclass(frozen=True)
class Question:
    """It has one answer for ever. Empty filters leave nobody out.

    `subject` is `all`, or `topic:`, `course:`, `kind:` or `workshop:` with an id, a kind, a workshop's code.
    `office` is a code, with all offices below; `funding` is `donor|project code`; `by` names up to two dimensions.
    """

    subject: str
    started_on: datetime.date
    ended_on: datetime.date
    on: datetime.date
    known_at: datetime.datetime
    kinds: tuple[str, ...] = ("completion", "participation", "recognised")
    measure: str = "persons"
    office: str = ""
    country: str = ""
    sex: str = ""
    category: str = ""
    language: str = ""
    funding: str = ""
    by: tuple[str, ...] = ()

    def params(self) -> dict[str, Any]:
        """As the form reads it, and as it is stored: plain JSON."""
        by = [*self.by, "", ""]
        found = {
            "subject": self.subject,
            "started_on": self.started_on.isoformat(),
            "ended_on": self.ended_on.isoformat(),
            "on": self.on.isoformat(),
            "known_at": self.known_at.strftime("%Y-%m-%dT%H:%M:%S"),
            "kinds": list(self.kinds),
            "measure": self.measure,
            **{name: getattr(self, name) for name in FILTERS},
            "by": by[0],
            "across": by[1],
        }
        return {name: value for name, value in found.items() if value}

    @property
    def query(self) -> str:
        """The end of an address that gives the same answer for ever."""
        return urlencode(self.params(), doseq=True)

    @property
    def depth(self) -> int:
        """How many attributes of a person the filters name: a table by another one is a crossed table."""
        return sum(bool(getattr(self, name)) for name in OF_A_PERSON)


def read_question(params: dict[str, Any]) -> Question:
    """The question of stored `params`, without asking whether its office or workshop is still there."""
    moment = datetime.datetime.fromisoformat(params["known_at"]).replace(tzinfo=datetime.UTC)
    return Question(
        subject=params["subject"],
        started_on=datetime.date.fromisoformat(params["started_on"]),
        ended_on=datetime.date.fromisoformat(params["ended_on"]),
        on=datetime.date.fromisoformat(params["on"]),
        known_at=moment,
        kinds=tuple(params["kinds"]),
        measure=params["measure"],
        **{name: params.get(name, "") for name in FILTERS},
        by=tuple(params[name] for name in ("by", "across") if params.get(name)),
    )
