"""What the pages show of each step: its title and address for this reader, its state, what it waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language

from elearning.fields import localized_with_language
from elearning.people.models import User
from elearning.toolkit.modules import module_titles

from .progress import Fact, Progress, VersionStep


@dataclass(frozen=True)
class ShownStep:
    """One step, ready for a template. `state` is done, now, locked (a quiz that waits) or open."""

    step: VersionStep
    state: str
    title: str
    language: str
    url: str
    minutes: int | None
    evidence: Fact | None
    waits_for: tuple["ShownStep", ...] = ()


def show_steps(progress: Progress, reader: User) -> list[ShownStep]:
    """Every step for this reader, in her language where the module has it; one query for all titles."""
    keys = [state.step.subject for state in progress.states if not state.step.is_quiz]
    titles = module_titles(keys, get_language(), reader)
    shown: dict[UUID, ShownStep] = {}
    for state in progress.states:
        waiting = tuple(shown[s.step.uuid] for s in progress.readings_before(state.step)) if state.step.is_quiz else ()
        fallback, language = localized_with_language(state.step.titles)
        module = titles.get(state.step.subject, {})
        shown[state.step.uuid] = ShownStep(
            step=state.step,
            state="done" if state.done else "locked" if waiting else "now" if state is progress.next else "open",
            title=module.get("title", fallback),
            language=module.get("language", language),
            url=module.get("url", ""),
            minutes=module.get("minutes"),
            evidence=state.evidence,
            waits_for=() if state.done else waiting,
        )
    return list(shown.values())


def next_of(steps: Sequence[ShownStep], progress: Progress) -> ShownStep | None:
    """The one next step, ready for a template."""
    wanted = progress.next
    return next((shown for shown in steps if wanted and shown.step == wanted.step), None)
