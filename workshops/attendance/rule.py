"""The rule of the certificate: percent, participation, completion, and what is missing, each with its numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .checkpoints import Checkpoint
from .fold import ABSENT, EXCUSED, Record

NEUTRAL, AS_PRESENT, AS_ABSENT = "neutral", "present", "absent"
NO_TEST, TAKEN, PASSED = "none", "taken", "passed"
UNKNOWN = Record()


@dataclass(frozen=True)
class Policy:
    """What a workshop asks: percents of a hundred, what an excused absence counts as, what the post-test must be."""

    participation: int = 80
    excused: str = NEUTRAL
    required: int = 50
    post_test: str = TAKEN


@dataclass(frozen=True)
class Line:
    """One item meant for the person: what it is worth and what she has of it, in minutes."""

    code: str
    key: str
    worth: int
    credited: int
    required: bool
    status: str


@dataclass(frozen=True)
class Missing:
    """Why there is no participation or no completion. `kind`: percent, items, test_taken, test_passed.

    `codes` are those of the required items that were not attended.
    """

    kind: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What attendance and test come to. `counted` and `credited` are minutes; `percent` is exact, None of nothing."""

    lines: tuple[Line, ...] = ()
    counted: int = 0
    credited: int = 0
    participation: bool = False
    completion: bool = False
    test: str = ""
    missing: tuple[Missing, ...] = field(default=())

    @property
    def percent(self) -> Fraction | None:
        return Fraction(self.credited * 100, self.counted) if self.counted else None

    @property
    def excused(self) -> bool:
        """Whether she was excused from everything."""
        return bool(self.lines) and all(line.status == EXCUSED for line in self.lines)

    @property
    def came(self) -> bool:
        """Whether she was seen at all."""
        return any(line.credited for line in self.lines)


def outcome(
    checkpoints: Sequence[Checkpoint],
    records: Mapping[str, Record],
    *,
    group_id: int | None,
    test: str = "",
    policy: Policy,
) -> Outcome:
    """What one person reached: `records` by the key of the checkpoint, `test` "", "taken" or "passed".

    percent = credited minutes / counted minutes of what is meant for her. Excused minutes leave both sides, or count
    as the policy says; a required item that is excused is not attended all the same.
    """
    lines = tuple(_lines(checkpoints, records, group_id))
    counted = sum(line.worth for line in lines if not _left_out(line, policy))
    credited = sum(_credited(line, policy) for line in lines if not _left_out(line, policy))
    participation = bool(counted) and credited * 100 >= policy.participation * counted
    missing = tuple(_missing(lines, participation, test, policy))
    return Outcome(
        lines=lines,
        counted=counted,
        credited=credited,
        participation=participation,
        completion=not missing,
        test=test,
        missing=missing,
    )


def _lines(checkpoints: Sequence[Checkpoint], records: Mapping[str, Record], group_id: int | None):
    for checkpoint in checkpoints:
        record = records.get(checkpoint.key, UNKNOWN)
        for item in checkpoint.meant_for(group_id):
            credited = record.credits.get(item.key, 0)
            yield Line(item.code, item.key, item.worth, credited, item.required, record.status)


def _left_out(line: Line, policy: Policy) -> bool:
    return line.status == EXCUSED and policy.excused == NEUTRAL


def _credited(line: Line, policy: Policy) -> int:
    return line.worth if line.status == EXCUSED and policy.excused == AS_PRESENT else line.credited


def attended(line: Line, policy: Policy) -> bool:
    """Whether a required item counts as attended: a share of its minutes, and neither excused nor absent."""
    return line.status not in (EXCUSED, ABSENT) and line.credited * 100 >= policy.required * line.worth


def _missing(lines: Sequence[Line], participation: bool, test: str, policy: Policy):
    if not participation:
        yield Missing("percent")
    if codes := tuple(line.code for line in lines if line.required and not attended(line, policy)):
        yield Missing("items", codes)
    if policy.post_test == TAKEN and not test:
        yield Missing("test_taken")
    if policy.post_test == PASSED and test != PASSED:
        yield Missing("test_passed")
