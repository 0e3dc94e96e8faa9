"""The one form of a follow-up: a group of questions for each commitment, one remark, and the rating after 180 days."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Commitment, FollowUp, FrameworkStatement, Progress, Rating
from .forms import line
from .levels import LEVELS

FIELDS = ("applied", "often", "evidence", "hindrance")


def _choice(label: Any, choices: Iterable[tuple[Any, Any]], initial: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "–"), *choices], initial=initial)


class AnswerForm(forms.Form):
    """Any part may be left out; what was kept before stands in the fields."""

    note = line(gettext_lazy("Anything else"), 1000, rows=3, required=False)

    def __init__(
        self,
        *args: Any,
        follow_up: FollowUp,
        commitments: list[Commitment],
        statements: list[FrameworkStatement],
        rating: Rating | None,
        **kwargs: Any,
    ):
        super().__init__(*args, initial={"note": follow_up.note}, **kwargs)
        kept = {row.commitment_id: row for row in follow_up.progress.all()}
        self.commitments, self.statements = commitments, statements
        for each in commitments:
            self._ask(each, kept.get(each.pk))
        for each in statements:
            score = rating.scores.get(each.code, "") if rating else ""
            self.fields[f"rate_{each.pk}"] = _choice(str(each), LEVELS, score)

    def _ask(self, each: Commitment, row: Progress | None) -> None:
        said = {name: getattr(row, name, "") for name in FIELDS}
        ours = {
            "applied": _choice(gettext_lazy("Applied"), Progress.Applied.choices, said["applied"]),
            "often": _choice(gettext_lazy("How often"), Progress.Often.choices, said["often"]),
            "evidence": line(gettext_lazy("What shows it"), 600, rows=2, required=False, initial=said["evidence"]),
            "hindrance": _choice(gettext_lazy("What hindered"), Progress.Hindrance.choices, said["hindrance"]),
        }
        self.fields |= {f"{name}_{each.pk}": field for name, field in ours.items()}

    @property
    def groups(self) -> list[tuple[Commitment, list[forms.BoundField]]]:
        """Each commitment with its questions."""
        return [(each, [self[f"{name}_{each.pk}"] for name in FIELDS]) for each in self.commitments]

    @property
    def rates(self) -> list[forms.BoundField]:
        return [self[f"rate_{each.pk}"] for each in self.statements]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for each in self.commitments:
            others = [name for name in FIELDS[1:] if data.get(f"{name}_{each.pk}")]
            if others and not data.get(f"applied_{each.pk}") and f"applied_{each.pk}" not in self.errors:
                self.add_error(f"applied_{each.pk}", _("Say first whether it was applied."))
        return data

    def answers(self) -> Mapping[int, dict[str, str]]:
        """What was said, by commitment; those of which nothing was said are left out."""
        data = self.cleaned_data
        said = {each.pk: {name: data[f"{name}_{each.pk}"] for name in FIELDS} for each in self.commitments}
        return {key: values for key, values in said.items() if values["applied"]}

    def scores(self) -> dict[str, int]:
        """The levels that were chosen, by the code of the statement."""
        chosen = {each.code: self.cleaned_data[f"rate_{each.pk}"] for each in self.statements}
        return {code: int(level) for code, level in chosen.items() if level != ""}


class RatingForm(forms.Form):
    """The rating of an office by itself: a level for each statement, and remarks."""

    def __init__(self, *args: Any, statements: list[FrameworkStatement], rating: Rating | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.statements = statements
        for each in statements:
            score = rating.scores.get(each.code, "") if rating else ""
            self.fields[f"rate_{each.pk}"] = _choice(str(each), LEVELS, score)
        kept = rating.note if rating else ""
        self.fields["note"] = line(gettext_lazy("Remarks"), 1000, rows=3, required=False, initial=kept)

    scores = AnswerForm.scores


class ViewForm(forms.Form):
    """Whether the supervisor sees it as those who answered do, and a remark."""

    agrees = forms.ChoiceField(
        label=gettext_lazy("Do you see it in the same way?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    view = line(gettext_lazy("Your remark"), 1000, rows=3, required=False)
