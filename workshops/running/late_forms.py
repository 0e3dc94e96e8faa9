"""What is said on the page "we are late": which item, whether it began or will end late, by how many minutes."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..agenda import slots
from ..models import Placement
from ..publishing.showing import shown
from .lateness import BEGAN, ENDS, MOST_LATE, Late

BEFORE, AFTER = datetime.timedelta(minutes=90), datetime.timedelta(minutes=60)
MOST_WAYS = 6
KINDS = ("shorten", "move_out", "unlock")
BETWEEN = ","


class LateForm(forms.Form):
    """The items about now, one by one and, where they run side by side, all together."""

    what = forms.ChoiceField(label=gettext_lazy("What is late"), widget=forms.RadioSelect)
    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[
            (ENDS, gettext_lazy("It will end late")),
            (BEGAN, gettext_lazy("It began late, and keeps its length")),
        ],
        widget=forms.RadioSelect,
        initial=ENDS,
    )
    minutes = forms.IntegerField(label=gettext_lazy("How many minutes"), min_value=1, max_value=MOST_LATE, initial=10)

    def __init__(self, data: Any, *, placements: Iterable[Placement], at: datetime.datetime):
        choices = choices_about(placements, at)
        super().__init__(data, initial={"what": _on(choices, placements, at)})
        self.fields["what"].choices = choices

    def said(self) -> bool:
        """Whether all of it is there, whatever else was refused."""
        return self.is_bound and {"what", "how", "minutes"} <= self.cleaned_data.keys()

    def address(self, kind: str, before: str) -> str:
        """The query of this page on which one more way out is chosen."""
        query = QueryDict(mutable=True)
        for name in ("what", "how", "minutes"):
            query[name] = self.cleaned_data[name]
        query.setlist("way", [*self.data.getlist("way")[: MOST_WAYS - 1], f"{kind}:{before}"])
        return f"?{query.urlencode()}"

    def late(self) -> Late:
        """As `lateness.run_late` takes it; ways that are none are left out."""
        said = (way.partition(":") for way in self.data.getlist("way")[:MOST_WAYS])
        ways = tuple((kind, before) for kind, _colon, before in said if kind.partition(".")[0] in KINDS)
        codes = tuple(self.cleaned_data["what"].split(BETWEEN))
        return Late(codes, self.cleaned_data["how"], self.cleaned_data["minutes"], ways)


def choices_about(placements: Iterable[Placement], at: datetime.datetime) -> list[tuple[str, str]]:
    """What ended a while ago by the plan, what is on, what begins within the hour; parallel ones first together."""
    near = [one for one in placements if one.starts_at <= at + AFTER and one.ends_at >= at - BEFORE]
    found = []
    for slot in slots(near):
        if slot.parallel:
            codes = [one.item.code for one in slot.placements]
            label = _("%(time)s: all that begin then (%(codes)s)")
            found.append((BETWEEN.join(codes), label % {"time": _time(slot.placements[0]), "codes": ", ".join(codes)}))
        found += [(one.item.code, f"{_time(one)}: {one.item.code} {_title(one)}") for one in slot.placements]
    return found


def _on(choices: list[tuple[str, str]], placements: Iterable[Placement], at: datetime.datetime) -> str:
    """The choice that is on by the plan; of parallel ones all together, which come first."""
    on = {one.item.code for one in placements if one.starts_at <= at < one.ends_at}
    return next((value for value, _label in choices if set(value.split(BETWEEN)) & on), "")


def _time(placement: Placement) -> str:
    return placement.start.strftime("%H:%M")


def _title(placement: Placement) -> str:
    return shown([placement], backstage=True)[0].title
