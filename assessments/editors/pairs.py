"""The pages on which two quizzes are tied into a test before and after."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.views.snippets import CreateView, EditView

from ..models import TestPair
from ..publishing import objectives_of


def differences(pair: TestPair) -> list[str]:
    """Sentences that say which objectives only one of the two tests."""
    before, after = objectives_of(pair.before), objectives_of(pair.after)
    said = (
        (_("Only the quiz before tests %(objectives)s: what was gained of it cannot be shown."), before - after),
        (_("Only the quiz after tests %(objectives)s: what was gained of it cannot be shown."), after - before),
    )
    found = [sentence % {"objectives": ", ".join(sorted(names))} for sentence, names in said if names]
    if not before and not after:
        found.append(_("Neither quiz names an objective: what was gained can be shown in total only."))
    return found


class Warns:
    """Says what differs as the pair is saved; it is no fault, for questions may still be written."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        for sentence in differences(self.object):
            messages.warning(self.request, sentence)
        return answer


class PairCreateView(Warns, CreateView):
    pass


class PairEditView(Warns, EditView):
    """It says so too as it is opened."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.request.method == "GET":
            for sentence in differences(self.object):
                messages.warning(self.request, sentence)
        return super().get_context_data(**kwargs)
