"""The figures of coverage: how many persons of how many, and their shares."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figures:
    """How many persons; each stands inside `people`, and `in_progress` and `completed` have nobody in common."""

    people: int = 0
    enrolled: int = 0
    in_progress: int = 0
    completed: int = 0
    certified: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(mine + theirs for mine, theirs in zip(self.values, other.values, strict=True)))

    @property
    def values(self) -> tuple[int, ...]:
        return (self.people, self.enrolled, self.in_progress, self.completed, self.certified)

    def share(self, part: int) -> int | None:
        """A part of the people in whole percent, half up; None where there is nobody."""
        return (200 * part + self.people) // (2 * self.people) if self.people else None

    @property
    def completed_share(self) -> int | None:
        return self.share(self.completed)

    @property
    def started_share(self) -> int | None:
        """Completed and in progress together, for the longer bar behind."""
        return self.share(self.completed + self.in_progress)
