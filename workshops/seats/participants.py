"""The list of all who take part or may yet: searched, and narrowed by office, role and state."""

from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from elearning.people.inputs import OfficeField
from elearning.people.models import Office

from ..models import Registration, Workshop
from ..pages import shared, workshop_or_404
from ..querysets import RegistrationQuerySet
from ..rules import may_make_codes, may_screen, may_see_people

HERE = "workshops:people"
PER_PAGE = 100


class PeopleFilter(forms.Form):
    """What the list is narrowed to; nothing of it is required."""

    q = forms.CharField(label=_("Name or number"), max_length=100, required=False)
    office = OfficeField(required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args, workshop: Workshop, **kwargs):
        super().__init__(*args, **kwargs)
        present = workshop.registrations.order_by().values("office")
        self.fields["office"].queryset = Office.objects.filter(pk__in=present)
        self.fields["role"].choices = [("", _("all")), *Registration.Role.choices]
        states = [("", _("who take part")), ("all", _("all"))]
        self.fields["state"].choices = [*states, *Registration.State.choices]

    def narrow(self, rows: RegistrationQuerySet) -> RegistrationQuerySet:
        """The rows that are asked for; an input that makes no sense narrows nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        if wanted := data.get("q"):
            rows = rows.filter(Q(person__name__icontains=wanted) | Q(number__iexact=wanted))
        for name in ("office", "role"):
            if data.get(name):
                rows = rows.filter(**{name: data[name]})
        state = data.get("state")
        if not state:
            return rows.taking_part()
        return rows if state == "all" else rows.filter(state=state)


def people(request: HttpRequest, code: str) -> HttpResponse:
    """For facilitators, logistics, the rapporteur and headquarters; a focal point has her nominations instead."""
    workshop = workshop_or_404(request, code, may_see_people)
    narrowing = PeopleFilter(request.GET or {}, workshop=workshop)
    rows = narrowing.narrow(workshop.registrations.all()).order_by("number", "person__name", "pk")
    page = Paginator(rows.select_related("person", "office", "partner__office", "group"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    kept = {name: value for name, value in request.GET.items() if name != "page" and value}
    context = {
        **shared(request, workshop, HERE),
        "filter": narrowing,
        "page_obj": page,
        "query": urlencode(kept),
        "may_make_codes": may_make_codes(request.user, workshop),
        "screens": may_screen(request.user, workshop),
    }
    return render(request, "workshops/people.html", context)
