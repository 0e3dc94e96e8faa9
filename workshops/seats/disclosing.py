"""Who was told what was decided on her seat; until then it is shown to headquarters alone."""

from collections.abc import Collection

from elearning.journal.models import LogEntry

from ..models import Registration, Workshop

State = Registration.State
TOLD = "workshop.decision_told"
# A decision is made and not told until the next of these; the newest one of a registration counts.
NEWS = (TOLD, "workshop.nominated", "workshop.seat_offered", "workshop.substituted")
DECIDING = (Workshop.State.OPEN, Workshop.State.CONFIRMED, Workshop.State.POSTPONED)
UNTOLD = (State.SELECTED, State.RESERVE, State.REJECTED)


def told(rows: Collection[Registration]) -> set[int]:
    """The keys of those who were told that they are in the state in which they are; one query."""
    keys = [str(row.pk) for row in rows]
    news = LogEntry.objects.filter(subject_type=Registration._meta.label_lower, subject_id__in=keys, action__in=NEWS)
    last = {entry.subject_id: entry for entry in news.order_by("pk")}
    found = {key: entry.detail.get("state") for key, entry in last.items() if entry.action == TOLD}
    return {row.pk for row in rows if found.get(str(row.pk)) == row.state}


def knows_of_seat(holder: Registration) -> bool:
    """Whether she who holds a seat was told of it: she was invited, if only before the workshop was postponed."""
    return holder.state != State.SELECTED or bool(told([holder]))


def being_decided(rows: Collection[Registration], workshop: Workshop) -> set[int]:
    """The keys of those about whom something is decided, and not told yet; nobody once the workshop has begun."""
    if workshop.state not in DECIDING:
        return set()
    decided = [row for row in rows if row.state in UNTOLD]
    return {row.pk for row in decided} - told(decided)
