"""The one form behind every drag, button and key of the board: what is to be done, to which item, on which revision."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elearning.people.models import User

from ..actions import drafting_edits as edits
from ..actions import drafting_moves as moves
from ..actions.drafting_board import Refused
from ..models import AgendaVersion

Data = dict[str, Any]
STEP = 5


class EditForm(forms.Form):
    """One change, as the board posts it; what the verb does not need may be left out."""

    do = forms.ChoiceField(label=_("What to do"), choices=[])
    revision = forms.IntegerField(label=_("State of the agenda"), min_value=0, max_value=2**31 - 1)
    item = forms.CharField(label=_("Item"), max_length=20, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), required=False)
    day = forms.DateField(label=_("Day"), required=False)
    lane = forms.IntegerField(label=_("Lane"), min_value=0, max_value=9, required=False)
    before = forms.CharField(max_length=20, required=False)
    after = forms.CharField(max_length=20, required=False)
    beside = forms.CharField(max_length=20, required=False)
    start = forms.TimeField(label=_("Start"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["do"].choices = [(verb, verb) for verb in DEEDS]

    def clean(self) -> Data:
        data = super().clean()
        if data.get("do") in NEEDS_DAY and not data.get("day"):
            self.add_error("day", _("Say which day."))
        return data

    @property
    def sentence(self) -> str:
        """What is wrong, in one line."""
        return " ".join(f"{self[name].label}: {error}" for name, each in self.errors.items() for error in each)

    def again(self) -> list[tuple[str, str]]:
        """The same change once more, as hidden fields, but for the revision; an undo meant another change by now."""
        if self.cleaned_data["do"] in edits.RETOLD:
            return []
        return [(name, self.data[name]) for name in self.fields if name != "revision" and self.data.get(name)]

    def apply(self, draft: AgendaVersion, by: User) -> None:
        """Do it. Raises `Stale` or `Refused`."""
        data = self.cleaned_data
        DEEDS[data["do"]](draft, data, moves.Editor(by, data["revision"]))


def _longer(by: int) -> Callable[[AgendaVersion, Data, moves.Editor], Any]:
    def deed(draft: AgendaVersion, data: Data, editor: moves.Editor) -> None:
        row = draft.placements.filter(item__code=data["item"]).first()
        moves.resize(draft, data["item"], row.minutes + by if row else 0, editor=editor)

    return deed


def _minutes(draft: AgendaVersion, data: Data, editor: moves.Editor) -> None:
    if data["minutes"] is None:
        raise Refused(_("Say how many minutes."))
    moves.resize(draft, data["item"], data["minutes"], editor=editor)


def _move(draft: AgendaVersion, data: Data, editor: moves.Editor) -> None:
    wanted = {name: data[name] or None for name in ("before", "after", "beside")}
    target = moves.Target(day=data["day"], lane=data["lane"], start=data["start"], **wanted)
    moves.move(draft, data["item"], target, editor=editor)


def _step(direction: int) -> Callable[[AgendaVersion, Data, moves.Editor], Any]:
    return lambda draft, data, editor: moves.step(draft, data["item"], direction, editor=editor)


def _lock(locked: bool) -> Callable[[AgendaVersion, Data, moves.Editor], Any]:
    return lambda draft, data, editor: moves.lock(draft, data["item"], locked, editor=editor)


def _remedy(kind: str) -> Callable[[AgendaVersion, Data, moves.Editor], Any]:
    return lambda draft, data, editor: moves.remedy(draft, data["day"], kind=kind, seam=data["before"], editor=editor)


# The first is what Enter in a field of an item's menu does.
DEEDS: dict[str, Callable[[AgendaVersion, Data, moves.Editor], Any]] = {
    "minutes": _minutes,
    "move": _move,
    "earlier": _step(-1),
    "later": _step(1),
    "longer": _longer(STEP),
    "shorter": _longer(-STEP),
    "lock": _lock(True),
    "unlock": _lock(False),
    "unschedule": lambda draft, data, editor: moves.unschedule(draft, data["item"], editor=editor),
    "undo": lambda draft, _data, editor: edits.undo(draft, by=editor.by, revision=editor.revision),
    "redo": lambda draft, _data, editor: edits.redo(draft, by=editor.by, revision=editor.revision),
    "remedy_shorten": _remedy("shorten"),
    "remedy_move_out": _remedy("move_out"),
    "remedy_unlock": _remedy("unlock"),
}
NEEDS_DAY = ("move", "remedy_shorten", "remedy_move_out", "remedy_unlock")
