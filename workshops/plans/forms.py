"""The forms of a session plan: its texts, a row for each step, a row for each material."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Case, Value, When
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from ..models import SPOKEN_LANGUAGES, AgendaItem, PlanMaterial, SessionPlan
from .content import MOST_MATERIALS, MOST_STEPS, TEXTS, Content, Material, Step, prints, visible
from .fields import Prints
from .rows import Deed, rearranged, rows_sent


class SeenForm(forms.Form):
    """A form in which a text without any sign that can be seen is no text."""

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and value and not visible(value):
                self.cleaned_data[name] = ""
                if self.fields[name].required:
                    self.add_error(name, self.fields[name].error_messages["required"])


def _long(label: Any, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return forms.CharField(label=label, required=False, max_length=4000, widget=widget, **more)


def _short(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(attrs={"dir": "auto"}), **more)


def _number(label: Any, most: int, wrong: Any, **more: Any) -> forms.IntegerField:
    messages = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(label=label, min_value=1, max_value=most, error_messages=messages, **more)


class PlanForm(SeenForm):
    """The texts of a plan, all in the one language of the plan."""

    title = _short(gettext_lazy("Title"), 200)
    language = forms.ChoiceField(label=gettext_lazy("Language of the plan"), choices=SPOKEN_LANGUAGES)
    method = _short(gettext_lazy("Method"), 200, required=False)
    objectives = _long(gettext_lazy("Objectives"))
    key_messages = _long(gettext_lazy("Key messages"))
    preparation = _long(gettext_lazy("Preparation"))
    risks = _long(gettext_lazy("Risks, and what helps"))
    access = _long(
        pgettext_lazy("of a session for everybody", "Access"),
        help_text=gettext_lazy("What makes the session work for everybody. Who needs it is not written here."),
    )
    edition = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    base = Prints(widget=forms.HiddenInput, required=False)

    def long_fields(self) -> list[forms.BoundField]:
        """Those of several lines, for a grid of their own."""
        return [field for field in self if field.widget_type == "textarea"]

    def short_fields(self) -> list[forms.BoundField]:
        """The others, the hidden one among them."""
        return [field for field in self if field.widget_type != "textarea"]


class TemplateForm(PlanForm):
    """The same for a template, which hangs on a module."""

    field_order = ["title", "module_code", "language"]
    module_code = forms.ChoiceField(label=gettext_lazy("Module of the toolkit"), required=False)

    def __init__(self, *args: Any, modules: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["module_code"].choices = [("", gettext_lazy("not tied to a module")), *modules]


class StepForm(SeenForm):
    """One step."""

    minutes = _number(
        gettext_lazy("Minutes"),
        1440,
        gettext_lazy("A step lasts from 1 minute to 1440, which is a day. Write whole minutes."),
    )
    text = forms.CharField(
        label=gettext_lazy("What happens"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    leader = _short(gettext_lazy("Led by"), 120, required=False)


class MaterialForm(SeenForm):
    """One material."""

    quantity = _number(
        gettext_lazy("How many"),
        10_000,
        gettext_lazy("Of a material there are 1 to 10,000 pieces. Write a whole number."),
        initial=1,
    )
    name = _short(gettext_lazy("Material"), 120)
    per = forms.ChoiceField(
        label=gettext_lazy("Counted"), choices=PlanMaterial.Per.choices, initial=PlanMaterial.Per.ITEM
    )


class Rows(forms.BaseFormSet):
    """Rows of which those left empty are left out, whether they were there before or not."""

    default_error_messages = {
        **forms.BaseFormSet.default_error_messages,
        "too_many_forms": ngettext_lazy(
            "There is place for %(num)d row at most: gather some of them into one.",
            "There is place for %(num)d rows at most: gather some of them into one.",
            "num",
        ),
    }

    def initial_form_count(self) -> int:
        return 0

    def total_form_count(self) -> int:
        return super().total_form_count() if self.is_bound else len(self.initial or [])

    def _construct_form(self, i: int, **kwargs: Any) -> forms.Form:
        form = super()._construct_form(i, **kwargs)
        form.here = form.prefix
        return form

    def filled(self) -> list[forms.Form]:
        return [form for form in self.forms if form.has_changed()]


# A row more than the most is read, so that the action can say what is too much.
Steps = forms.formset_factory(StepForm, formset=Rows, extra=0, max_num=MOST_STEPS, absolute_max=MOST_STEPS + 1)
Materials = forms.formset_factory(
    MaterialForm, formset=Rows, extra=0, max_num=MOST_MATERIALS, absolute_max=MOST_MATERIALS + 1
)
ROWS = {"step": (Steps, StepForm, MOST_STEPS), "material": (Materials, MaterialForm, MOST_MATERIALS)}


@dataclass
class PlanForms:
    """The three of them; `look_at` is the row (`step-2`) that the page leads to, `verb` what was done with it."""

    plan: PlanForm
    steps: Rows
    materials: Rows
    look_at: str = ""
    verb: str = ""

    def is_valid(self) -> bool:
        return all([self.plan.is_valid(), self.steps.is_valid(), self.materials.is_valid()])

    @property
    def wrong(self) -> bool:
        """Whether the page has something to say of what was sent."""
        return self.plan.is_bound and not self.is_valid()

    def content(self) -> Content:
        """What was written, once it is valid."""
        values = self.plan.cleaned_data
        steps = ({**form.cleaned_data, "text": _lines_of(form.cleaned_data["text"])} for form in self.steps.filled())
        return Content(
            texts={name: _lines_of(values[name]) for name in TEXTS},
            steps=tuple(Step(**step) for step in steps),
            materials=tuple(Material(**form.cleaned_data) for form in self.materials.filled()),
            module_code=values.get("module_code", ""),
        )

    def faults(self) -> Iterator[tuple[str, str, str]]:
        """What is wrong in the rows: the id of the field, where that is in words, the sentence."""
        for rows, place in ((self.steps, _("Step %(number)s")), (self.materials, _("Material %(number)s"))):
            for number, form in enumerate(rows.forms if rows.is_bound else [], start=1):
                for name, errors in form.errors.items():
                    where = f"{place % {'number': number}}, {form[name].label}"
                    yield from ((form[name].id_for_label, where, error) for error in errors)


def _lines_of(text: str) -> str:
    """Browsers send the ends of lines in two signs; one is kept."""
    return text.replace("\r\n", "\n")


def opened(content: Content, edition: str, base: Content, form: type[PlanForm] = PlanForm, **options: Any) -> PlanForms:
    """The forms with this content, with rows to begin in where it has none; `base` is what is stored."""
    steps = [vars(step) for step in content.steps] or [{}] * 3
    materials = [vars(each) for each in content.materials] or [{}]
    initial = {**content.texts, "module_code": content.module_code, "edition": edition}
    initial["base"] = prints(base)
    plan = form(initial=initial, **options)
    return PlanForms(plan, Steps(initial=steps, prefix="step"), Materials(initial=materials, prefix="material"))


def sent(data: Mapping[str, str], form: type[PlanForm] = PlanForm, **options: Any) -> PlanForms:
    """The forms with what was sent, to be judged."""
    return PlanForms(form(data, **options), Steps(data, prefix="step"), Materials(data, prefix="material"))


def moved(data: QueryDict, deed: Deed, form: type[PlanForm] = PlanForm, **options: Any) -> PlanForms:
    """The forms with what was sent, unjudged, its rows rearranged."""
    sets, look_at = {}, ""
    for kind, (factory, row_form, most) in ROWS.items():
        rows = rows_sent(data, kind, list(row_form.base_fields), most=most)
        if kind == deed.kind:
            full = deed.verb == "add" and len(rows) >= most
            rows, place = (rows, most - 1) if full else rearranged(rows, deed.verb, deed.place)
            look_at = f"{kind}-{place}"
        sets[kind] = factory(initial=rows, prefix=kind)
        if kind == deed.kind and rows and deed.verb in ("add", "remove"):
            row = sets[kind].forms[place]
            row.fields[next(iter(row.fields))].widget.attrs["autofocus"] = True
    plan = form(initial=data.dict(), **options)
    return PlanForms(plan, sets["step"], sets["material"], look_at, deed.verb)


class NameForm(SeenForm):
    """The title of the template to be."""

    title = _short(gettext_lazy("Title of the template"), 200)


class TemplateChoice(forms.ModelChoiceField):
    """A template with the module and language that it is for."""

    def label_from_instance(self, template: SessionPlan) -> str:
        code = template.module_code.upper()
        return " · ".join(filter(None, (code, template.title, template.get_language_display())))


class StartForm(forms.Form):
    """The template to start from; those on the item's module first."""

    template = TemplateChoice(queryset=SessionPlan.objects.none(), label=gettext_lazy("Template"))

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any):
        super().__init__(*args, **kwargs)
        other = Case(When(module_code=item.module_code, then=Value(0)), default=Value(1))
        templates = SessionPlan.objects.filter(item=None)
        self.fields["template"].queryset = templates.order_by(other, "module_code", "title", "language")
