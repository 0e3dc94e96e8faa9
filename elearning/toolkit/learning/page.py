"""What stands on the page of a module for who reads it: where she stopped, what she marked, said and asked."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Case, F, Q, When

from ..editions.status import status_of
from ..models import AuthorQuestion, ModulePage
from .forms import AskForm, HighlightForm, OpinionForm
from .hers import Hers
from .paragraphs import paragraphs_of
from .places import resuming

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from elearning.people.models import User

MOST_SHOWN = 20  # of what others asked: the page stays light


def learning_context(page: ModulePage, user: "User | AnonymousUser", own: Hers) -> dict:
    """What `own` holds, in the form of the page; one query more, for what was asked."""
    questions = _questions(page.translation_key, user)
    context = {"asked_and_answered": [each for each in questions if each.shown][:MOST_SHOWN]}
    if not user.is_authenticated:
        return {"learning": context}
    paragraphs, current = paragraphs_of(page), status_of(page).current
    said = {"comment": own.said.comment} if own.said else None
    context |= {
        "resuming": resuming(own.place, paragraphs),
        "highlights": own.marks,
        "said": own.said,
        "text_is_newer": bool(own.said and current) and own.said.edition != current.number,
        "own_questions": [each for each in questions if each.person_id == user.pk],
        "note_form": HighlightForm(auto_id="new_%s"),
        "opinion_form": OpinionForm(initial=said, auto_id="opinion_%s"),
        "ask_form": AskForm(headings=headings_of(paragraphs), auto_id="ask_%s"),
    }
    return {"learning": context}


def headings_of(paragraphs) -> list[tuple[str, str]]:
    """The headings of a page as choices: what a question is about."""
    return [(each.anchor, each.text) for each in paragraphs if each.is_heading]


def _questions(key: UUID, user: "User | AnonymousUser") -> list[AuthorQuestion]:
    """Her own, then those of others that an author shows; what waits first, then the newest answers."""
    mine = Q(person=user) if user.is_authenticated else Q(pk=None)
    seen = AuthorQuestion.objects.filter(Q(shown=True) | mine, module_key=key)
    hers_first = Case(When(mine, then=0), default=1)  # however many are shown
    return list(seen.order_by(hers_first, F("answered_at").desc(nulls_first=True), "-pk")[:100])
