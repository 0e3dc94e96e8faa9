"""The one course that a newcomer is pointed to, as the apps above answer."""

from collections.abc import Callable
from dataclasses import dataclass

from ..models import User
from ..signals import recommendations


@dataclass(frozen=True)
class Recommended:
    """One thing to begin with. Of several answers that with the lowest `place` is shown; `begin` gives an address."""

    place: int
    title: str
    language: str
    begin: Callable[[User], str]
    is_due: bool = False


def recommended_for(person: User) -> Recommended | None:
    """The first of what the apps above would have her begin with."""
    answers = [answer for _receiver, answer in recommendations.send(User, person=person) if answer]
    return min(answers, key=lambda answer: answer.place, default=None)
