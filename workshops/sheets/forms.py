"""Human input about sheets: which one to make, what stands on it, its scan, what is wrong with it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..attendance.checkpoints import Checkpoint
from ..checkin.presence import REMOTE, mode_of, remote_days
from ..models import SPOKEN_LANGUAGES, Group, Registration, Sheet, Workshop
from .tokens import Mark, read
from .words import LANGUAGES

MOST_TYPED = 20_000


class MakeForm(forms.Form):
    """A sheet of one day: for whom, in which language, with which boxes."""

    language = forms.ChoiceField(label=_("Language of the sheet"))
    group = forms.TypedChoiceField(label=_("For whom"), required=False, empty_value=None)
    checkpoints = forms.MultipleChoiceField(
        label=_("Boxes to sign"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose nothing, and there is one box for each half-day."),
    )

    def __init__(self, *args, workshop: Workshop, groups: Sequence[Group], found: list[Checkpoint], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        names = dict(SPOKEN_LANGUAGES)
        self.fields["language"].choices = [(code, names[code]) for code in LANGUAGES]
        known = {str(each.pk): each for each in groups}
        self.fields["group"].choices = [("", _("everybody")), *known.items()]
        self.fields["group"].coerce = known.__getitem__
        self.fields["checkpoints"].choices = [(each.key, _named(each, workshop)) for each in found]
        if not groups:
            del self.fields["group"]


def _named(checkpoint: Checkpoint, workshop: Workshop) -> str:
    starts, ends = (each.astimezone(workshop.tz) for each in (checkpoint.starts_at, checkpoint.ends_at))
    return f"{checkpoint.code} · {starts:%H:%M}–{ends:%H:%M}"


class TypingForm(forms.Form):
    """A text for each box of a sheet, and for each empty row a person."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    reason = forms.CharField(
        label=_("Why it is typed in after the day was signed"),
        required=False,
        max_length=300,
        help_text=_("With a reason it counts at once, as an amendment that the report shows; without one it waits."),
    )

    def __init__(self, *args, sheet: Sheet, amends: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        if not amends:
            del self.fields["reason"]
        typed = sheet.typed.get("signed", {})
        for place, box in enumerate(sheet.checkpoints):
            marks = [Mark(**mark) for mark in typed.get(box["key"], [])]
            self.fields[f"box{place}"] = forms.CharField(
                label=f"{box['label']} · {box['hours']}",
                required=False,
                max_length=MOST_TYPED,
                initial=" ".join(map(str, marks)),
                widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "characters", "spellcheck": "false"}),
            )
            self.fields[f"except{place}"] = forms.BooleanField(
                label=_("Everybody signed, except these"), required=False
            )
        others = self._not_on_it()
        for row in self._empty() if others else []:
            self.fields[f"row-{row}"] = forms.TypedChoiceField(
                label=row, required=False, coerce=int, empty_value=None, choices=[("", "—"), *others],
                initial=sheet.typed.get("walk_ins", {}).get(row),
            )  # fmt: skip

    def _empty(self) -> list[str]:
        return [row["row"] for row in self.sheet.rows if row["registration"] is None]

    def _not_on_it(self) -> list[tuple[int, str]]:
        on_it = [row["registration"] for row in self.sheet.rows if row["registration"]]
        people = self.sheet.workshop.registrations.taking_part().filter(role=Registration.Role.PARTICIPANT)
        people = people.exclude(pk__in=on_it).select_related("person").order_by("number")
        return [(each.pk, f"{each.number} {each.person.name}") for each in people]

    @property
    def boxes(self) -> list[dict[str, Any]]:
        """The fields of each box together."""
        return [
            {"box": box, "text": self[f"box{place}"], "except": self[f"except{place}"]}
            for place, box in enumerate(self.sheet.checkpoints)
        ]

    @property
    def empty_rows(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("row-")]

    def walk_ins(self) -> dict[str, int]:
        """Who wrote her name in which empty row."""
        said = {name: value for name, value in self.cleaned_data.items() if name.startswith("row-") and value}
        return {name.removeprefix("row-"): value for name, value in said.items()}

    def clean(self) -> dict[str, Any]:
        """Read each box; what is wrong stands beside it."""
        cleaned = super().clean()
        walk_ins, self.marks = self.walk_ins(), {}
        rows = [row["row"] for row in self.sheet.rows if row["registration"] or row["row"] in walk_ins]
        others = [row for row in self._empty() if row not in walk_ins]
        elsewhere = self._elsewhere()
        for place, box in enumerate(self.sheet.checkpoints):
            meant = [row for row in rows if row not in box["not_for"] and row not in elsewhere]
            everybody = meant if cleaned.get(f"except{place}") else None
            text = cleaned.get(f"box{place}", "")
            self.marks[box["key"]], faults = read(text, rows, others=others, everybody=everybody)
            for fault in faults[:20]:
                self.add_error(f"box{place}", fault)
        return cleaned

    def _elsewhere(self) -> set[str]:
        """The rows of those who, since it was printed, follow that day from elsewhere: "everybody" is not they."""
        sheet, known = self.sheet, remote_days(self.sheet.workshop)
        named = [row for row in sheet.rows if row["registration"]]
        return {row["row"] for row in named if mode_of(sheet.workshop, known, row["registration"], sheet.day) == REMOTE}

    def add_faults(self, faults: dict[str, list[str]]) -> None:
        """What the deed found wrong, beside its box."""
        for place, box in enumerate(self.sheet.checkpoints):
            for fault in faults.get(box["key"], [])[:20]:
                self.add_error(f"box{place}", fault)


class ScanForm(forms.Form):
    """The picture of the signed sheet."""

    scan = forms.FileField(
        label=_("Scan of the signed sheet"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB; several pages in one PDF."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )


class CheckForm(forms.Form):
    """What the second person says."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    why = forms.CharField(label=_("What is wrong: which row, which box"), required=False, max_length=300)
