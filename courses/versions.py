"""What a new version of a course would change: a pure comparison of two lists of steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .progress import VersionStep


class Change(TextChoices):
    ADDED = "added", _("added")
    REMOVED = "removed", _("removed")
    MOVED = "moved", _("moved")
    NOW_REQUIRED = "now_required", _("required from now on")
    NOW_OPTIONAL = "now_optional", _("optional from now on")
    NEW_QUIZ_VERSION = "new_quiz_version", _("uses a newer version of the quiz")


@dataclass(frozen=True)
class StepChange:
    """One change of one step; the places count from one."""

    change: Change
    step: VersionStep
    place: int


def compare(before: Sequence[VersionStep], after: Sequence[VersionStep]) -> list[StepChange]:
    """The changes that lead from one list of steps to the other, in the order of the new list."""
    old = {(step.kind, step.subject): step for step in before}
    new = {(step.kind, step.subject): step for step in after}
    kept_before = [key for key in old if key in new]
    kept_after = [key for key in new if key in old]
    found = []
    for place, (key, step) in enumerate(new.items(), 1):
        kinds = [Change.ADDED] if key not in old else _changes_of(old[key], step)
        if key in old and kept_before.index(key) != kept_after.index(key):
            kinds.append(Change.MOVED)
        found += [StepChange(kind, step, place) for kind in kinds]
    places = {key: place for place, key in enumerate(old, 1)}
    return found + [StepChange(Change.REMOVED, old[key], places[key]) for key in old if key not in new]


def _changes_of(old: VersionStep, new: VersionStep) -> list[Change]:
    changes = []
    if old.required != new.required:
        changes.append(Change.NOW_REQUIRED if new.required else Change.NOW_OPTIONAL)
    if old.quiz_version != new.quiz_version:
        changes.append(Change.NEW_QUIZ_VERSION)
    return changes
