"""What the fold reads: the events of one person at one checkpoint."""

import datetime
from dataclasses import dataclass

# From the weakest source to the strongest; of two decisions the one of the stronger source stands.
STRENGTH = ("self", "video", "scan", "sheet", "facilitator", "amendment")


@dataclass(frozen=True)
class Event:
    """One fact. `at` is when it happened, by the server's clock; `id` was made by the device.

    `value` and `minutes` are of a `set`; `voids` is the id that a `void` takes back.
    """

    id: str
    verb: str
    source: str
    at: datetime.datetime
    value: str = ""
    minutes: int | None = None
    voids: str = ""

    @property
    def order(self) -> tuple[datetime.datetime, str]:
        """What puts events in order wherever they came from: two of one moment by their ids."""
        return (self.at, self.id)

    @property
    def weight(self) -> tuple[int, datetime.datetime, str]:
        """Of several decisions the one of the greatest weight stands: the strongest source, then the newest."""
        return (STRENGTH.index(self.source), *self.order)


def standing(events: list[Event] | tuple[Event, ...]) -> list[Event]:
    """The events that count, each once and in order: without what was voided, and without the voids themselves.

    A void is final: it cannot be voided, so that the result depends on no order.
    """
    once = {event.id: event for event in events}
    voided = {event.voids for event in once.values() if event.verb == "void"}
    kept = (event for event in once.values() if event.verb != "void" and event.id not in voided)
    return sorted(kept, key=lambda event: event.order)
