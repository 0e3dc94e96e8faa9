"""The form of one item: what it is, who does what in it, where it stands in the draft."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.fields import direction_of
from elearning.templatetags.texts import weekday

from ..actions.drafting_items import Wanted, was_published
from ..actions.drafting_order import MOST_LANES
from ..agenda import NoSuchTime, exists_twice, utc_instants
from ..framing.versioned import readable
from ..models import SPOKEN_LANGUAGES, AgendaItem, AgendaVersion, Placement
from .people_field import PeopleField

LANGUAGES = dict(SPOKEN_LANGUAGES)
OWN = ("code", "kind", "lead", "method", "module_code", "group", "counts", "required", "human_rights")
OWN += ("visibility", "shortest")


class ItemForm(forms.Form):
    """An item with its place; `item` None makes a new one."""

    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    code = forms.RegexField(
        r"\A[A-Za-z0-9][A-Za-z0-9._-]*\Z",
        label=gettext_lazy("Code"),
        max_length=20,
        help_text=gettext_lazy("Short, like D1-02: letters, digits, point and dash."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AgendaItem.Kind.choices)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=1440)
    shortest = forms.IntegerField(label=gettext_lazy("Never shorter than (minutes)"), min_value=1, max_value=1440)
    day = forms.ChoiceField(label=gettext_lazy("Day"), required=False)
    start = forms.TimeField(
        label=gettext_lazy("Start"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=gettext_lazy(
            "By the clocks of the place. A locked item begins then; another takes its place in the order by it."
        ),
    )
    which = forms.ChoiceField(
        label=gettext_lazy("Which of the two"),
        choices=[
            ("", gettext_lazy("Say which")),
            ("first", gettext_lazy("the first")),
            ("second", gettext_lazy("the second")),
        ],
        required=False,
        help_text=gettext_lazy("The clocks go back: this time comes twice on that day."),
    )
    locked = forms.BooleanField(label=gettext_lazy("Locked: keeps its start"), required=False)
    lane = forms.TypedChoiceField(label=gettext_lazy("Lane"), coerce=int, required=False, empty_value=0)
    room = forms.ModelChoiceField(None, label=gettext_lazy("Room"), required=False, empty_label=gettext_lazy("no room"))
    group = forms.ModelChoiceField(
        None, label=gettext_lazy("Group"), required=False, empty_label=gettext_lazy("everybody")
    )
    people = PeopleField(label=gettext_lazy("People"), required=False)
    lead = forms.CharField(
        label=gettext_lazy("Led by, in words"),
        max_length=120,
        required=False,
        validators=[readable],
        help_text=gettext_lazy("For those who are not registered, or where no name is known yet."),
    )
    method = forms.CharField(label=gettext_lazy("Method"), max_length=120, required=False, validators=[readable])
    module_code = forms.SlugField(
        label=gettext_lazy("Module"), max_length=20, required=False, help_text=gettext_lazy("Its code, like m1.")
    )
    floor_languages = forms.MultipleChoiceField(
        label=gettext_lazy("Spoken"), widget=forms.CheckboxSelectMultiple, required=False
    )
    interpreted_languages = forms.MultipleChoiceField(
        label=gettext_lazy("Interpreted into"), widget=forms.CheckboxSelectMultiple, required=False
    )
    teams = forms.ModelMultipleChoiceField(
        None, label=gettext_lazy("Teams of interpreters"), widget=forms.CheckboxSelectMultiple, required=False
    )
    counts = forms.BooleanField(label=gettext_lazy("Counts for attendance"), required=False)
    required = forms.BooleanField(label=gettext_lazy("Required for completion"), required=False)
    human_rights = forms.BooleanField(
        label=gettext_lazy("Teaches human rights: its hours are reported apart"), required=False
    )
    visibility = forms.ChoiceField(label=gettext_lazy("Shown to"), choices=AgendaItem.Visibility.choices)

    def __init__(self, *args: Any, draft: AgendaVersion, item: AgendaItem | None = None, **kwargs: Any):
        self.draft, self.workshop, self.item = draft, draft.workshop, item
        self.placement = draft.placements.filter(item=item).first() if item else None
        super().__init__(
            *args, initial={**_initial(draft, item, self.placement), **kwargs.pop("initial", {})}, **kwargs
        )
        self._titles = [*self.workshop.languages, *(set(item.titles if item else ()) - set(self.workshop.languages))]
        self._add_titles()
        self._choose()
        self.fixed_code = bool(item and was_published(item))
        self.fields["code"].disabled = self.fixed_code
        if not self.workshop.teams.exists():
            del self.fields["teams"]
        if not self._twice():
            del self.fields["which"]

    def _add_titles(self) -> None:
        for language in self._titles:
            name = LANGUAGES.get(language, language)
            widget = forms.TextInput(attrs={"lang": language, "dir": direction_of(language)})
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title in %(language)s") % {"language": name},
                max_length=200,
                required=False,
                validators=[readable],
                widget=widget,
                initial=self.item.titles.get(language, "") if self.item else "",
            )
        self.order_fields(["revision", "code", "kind", *(f"title_{language}" for language in self._titles)])

    def _choose(self) -> None:
        spoken = [code for code, _name in SPOKEN_LANGUAGES if code in self.workshop.languages]
        for name in ("floor_languages", "interpreted_languages"):
            known = [*spoken, *(set(self.initial.get(name, ())) - set(spoken))]
            self.fields[name].choices = [(code, LANGUAGES.get(code, code)) for code in known]
        for name in ("group", "room", "teams"):
            self.fields[name].queryset = getattr(self.workshop, f"{name.rstrip('s')}s").all()
        days = {self.workshop.starts_on + datetime.timedelta(days=n) for n in range(self._many_days())}
        days |= {self.placement.day} if self.placement else set()
        choices = [(day.isoformat(), weekday(day)) for day in sorted(days)]
        self.fields["day"].choices = [("", _("unscheduled")), *choices]
        lanes = [(n, _("lane %(lane)s") % {"lane": n}) for n in range(1, MOST_LANES + 1)]
        self.fields["lane"].choices = [(0, _("for everybody, nothing in parallel")), *lanes]
        self.fields["people"].offer(self.workshop, self.item)

    def _many_days(self) -> int:
        return min((self.workshop.ends_on - self.workshop.starts_on).days + 1, 60)

    def _twice(self) -> bool:
        """Whether the time that is being given comes twice on its day."""
        day = self["day"].value()
        try:
            start = self.fields["start"].clean(self["start"].value())
            return bool(day and start) and exists_twice(datetime.date.fromisoformat(day), start, self.draft.tz)
        except (ValidationError, ValueError):
            return False

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields in parts that belong together, as the page shows them."""
        titles = [f"title_{language}" for language in self._titles]
        place = ["day", "start", "which", "minutes", "shortest", "locked", "lane", "room"]
        parts = [
            (_("What it is"), ["code", "kind", *titles, "method", "module_code"]),
            (_("When and where"), place),
            (_("Who"), ["group", "people", "lead", "visibility", "counts", "required", "human_rights"]),
            (_("Languages"), ["floor_languages", "interpreted_languages", "teams"]),
        ]
        return [(legend, [self[name] for name in names if name in self.fields]) for legend, names in parts]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        others = self.workshop.items.filter(code__iexact=code).exclude(pk=self.item and self.item.pk)
        if others.exists():
            raise ValidationError(_("Another item has this code."), code="taken")
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        given = [data.get(f"title_{language}") for language in self._titles]
        if not any(given) and not any(f"title_{language}" in self.errors for language in self._titles):
            self.add_error(f"title_{self._titles[0]}", _("Give the title in one language at least."))
        if data.get("minutes") and data.get("shortest") and data["minutes"] < data["shortest"]:
            self.add_error("minutes", _("That is shorter than its shortest length."))
        if data.get("day") and data.get("start"):
            self._clean_start(data)
        if data.get("locked") and not data.get("day"):
            self.add_error("locked", _("Only an item that stands on a day can be locked."))
        return data

    def _clean_start(self, data: dict[str, Any]) -> None:
        day = datetime.date.fromisoformat(data["day"])
        try:
            utc_instants(day, data["start"], 0, self.draft.tz)
        except NoSuchTime:
            said = _("This time does not exist on that day in %(zone)s: the clocks go forward. Choose another.")
            self.add_error("start", said % {"zone": self.draft.zone})
        if "which" in self.fields and not data.get("which"):
            self.add_error("which", _("This time comes twice on that day. Say which of the two."))

    def wanted(self) -> Wanted:
        """As the actions take it."""
        data = self.cleaned_data
        titles = {language: data[f"title_{language}"] for language in self._titles if data[f"title_{language}"]}
        values = {name: data[name] for name in (*OWN, "floor_languages", "interpreted_languages")}
        return Wanted(
            values=values | {"titles": titles},
            people=data["people"],
            teams=tuple(data.get("teams", ())),
            minutes=data["minutes"],
            day=datetime.date.fromisoformat(data["day"]) if data["day"] else None,
            start=data["start"],
            second=data.get("which") == "second",
            lane=data["lane"],
            room=data["room"] and data["room"].pk,
            locked=data["locked"],
        )


def _initial(draft: AgendaVersion, item: AgendaItem | None, placement: Placement | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        "revision": draft.revision,
        "minutes": 30,
        "shortest": 5,
        "lane": 0,
        "visibility": "public",
    }
    if item:
        values |= {name: getattr(item, name) for name in (*OWN, "minutes", "floor_languages", "interpreted_languages")}
        values |= {"teams": list(item.teams.all()), "people": dict(item.people.values_list("person_id", "part"))}
    if placement:
        values |= {name: getattr(placement, name) for name in ("minutes", "start", "lane", "room", "locked")}
        values |= {"day": placement.day.isoformat(), "which": "second" if placement.second else "first"}
    return values
