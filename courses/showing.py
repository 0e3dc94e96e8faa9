"""What the pages show of each step: its title and address for this reader, its state, what it waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language

from elearning.fields import localized_with_language
from elearning.people.models import User
from elearning.toolkit.modules import ModuleTitle, module_titles

from .models import Enrolment
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
    evidence: Fact | None = None
    waits_for: tuple["ShownStep", ...] = ()


def show_steps(progress: Progress, reader: User, known: dict[UUID, ModuleTitle] | None = None) -> list[ShownStep]:
    """Every step for this reader, in her language where the module has it.

    One query for all titles, and none where those that are `known` already are all that the steps need.
    """
    keys = {state.step.subject for state in progress.states if not state.step.is_quiz}
    titles = known if known and keys <= known.keys() else module_titles(keys, get_language(), reader)
    shown: dict[UUID, ShownStep] = {}
    for state in progress.states:
        waiting = tuple(shown[s.step.uuid] for s in progress.readings_before(state.step)) if state.step.is_quiz else ()
        name = "done" if state.done else "locked" if waiting else "now" if state is progress.next else "open"
        shown[state.step.uuid] = _shown(
            state.step,
            name,
            titles.get(state.step.subject),
            evidence=state.evidence,
            waits_for=() if state.done else waiting,
        )
    return list(shown.values())


def _shown(step: VersionStep, state: str, module: ModuleTitle | None, **more) -> ShownStep:
    """A step as a link, with the title that the version froze where the module is not open to the reader."""
    title, language = localized_with_language(step.titles)
    if module is None:
        return ShownStep(step=step, state=state, title=title, language=language, url="", minutes=None, **more)
    return ShownStep(step=step, state=state, **module, **more)


def next_of(steps: Sequence[ShownStep], progress: Progress) -> ShownStep | None:
    """The one next step, ready for a template."""
    wanted = progress.next
    return next((shown for shown in steps if wanted and shown.step == wanted.step), None)


def next_steps(enrolments: Sequence[Enrolment], reader: User) -> dict[int, ShownStep]:
    """The stored next step of each enrolment, by the enrolment's id; one query for all titles.

    The enrolments come with their versions. A quiz has no address of its own: its course has.
    """
    wanted = {
        enrolment.pk: step
        for enrolment in enrolments
        for step in enrolment.version.rule
        if step.uuid == enrolment.next_step
    }
    titles = module_titles([step.subject for step in wanted.values() if not step.is_quiz], get_language(), reader)
    return {pk: _shown(step, "now", titles.get(step.subject)) for pk, step in wanted.items()}
