"""A field for the people of an item: some lines, each a person and her part."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from elearning.people.models import User

from ..models import AgendaItem, ItemPerson, Registration, Workshop

LINES = 6


class PeopleWidget(forms.MultiWidget):
    """Pairs of menus: who, and what she does."""

    template_name = "workshops/builder/_people_widget.html"

    def __init__(self, lines: int = LINES):
        self.lines = lines
        super().__init__([forms.Select() for _n in range(2 * lines)])

    def decompress(self, value: dict[int, str] | None) -> list[Any]:
        flat = [each for pair in (value or {}).items() for each in pair]
        return flat + [None] * (2 * self.lines - len(flat))

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        parts = context["widget"]["subwidgets"]
        for at, widget in enumerate(parts):
            label = _("Person %(number)s") if at % 2 == 0 else _("Part of person %(number)s")
            widget["attrs"]["aria-label"] = label % {"number": at // 2 + 1}
        context["widget"]["pairs"] = list(zip(parts[::2], parts[1::2], strict=True))
        return context


class PeopleField(forms.Field):
    """Gives the parts by the keys of the people. Call `offer` before it is shown or cleaned."""

    widget = PeopleWidget

    def offer(self, workshop: Workshop, item: AgendaItem | None) -> None:
        """Who can be named: the team, the participants, and whoever is named in the item already."""
        taking_part = workshop.registrations.taking_part().select_related("person").order_by("person__name")
        team, others = [], []
        for row in taking_part:
            (others if row.role == Registration.Role.PARTICIPANT else team).append((row.person_id, row.person.name))
        known = {pk for pk, _name in (*team, *others)}
        named = list(User.objects.filter(pk__in=item.people.values("person")).exclude(pk__in=known)) if item else []
        self.known = known | {person.pk for person in named}
        choices = [("", "—"), (_("Team"), team), (_("Participants"), others)]
        choices += [(_("Others"), [(person.pk, person.name) for person in named])] if named else []
        lines = max(LINES, (item.people.count() if item else 0) + 2)
        self.widget.__init__(lines)
        for who, part in zip(self.widget.widgets[::2], self.widget.widgets[1::2], strict=True):
            who.choices, part.choices = choices, ItemPerson.Part.choices

    def clean(self, value: list[Any] | None) -> dict[int, str]:
        found: dict[int, str] = {}
        values = list(value or [])
        for who, part in zip(values[::2], values[1::2], strict=True):
            if not who:
                continue
            if not (str(who).isdecimal() and len(str(who)) < 19 and int(who) in self.known):
                raise ValidationError(_("Choose people of this workshop."), code="unknown")
            if int(who) in found:
                raise ValidationError(_("Somebody is named twice: one part for each person."), code="twice")
            if part not in ItemPerson.Part.values:
                raise ValidationError(_("Say what each person does."), code="part")
            found[int(who)] = part
        return found
