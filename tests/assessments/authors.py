"""Authors with their permissions, and what a browser sends for them."""

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.models import Category, Question
from elearning.people.models import User
from tests.assessments.factories import make_content, make_question

DEEDS = [f"{deed}_{thing}" for deed in ("add", "change", "delete") for thing in ("question", "category", "quiz")]


def make_writer(author: User) -> User:
    """Lets the authors write questions, categories and quizzes, but not publish."""
    Group.objects.get(name="Editors").permissions.add(*permissions(*DEEDS))
    return author


def make_bilingual(category: Category) -> Question:
    """A question with three choices in English and French; “a” is right."""
    return make_question("m1-q1", category, content=make_content(languages="en fr"))


def permissions(*names: str) -> QuerySet[Permission]:
    """Permissions of this app by their names."""
    return Permission.objects.filter(content_type__app_label="assessments", codename__in=names)


def fields_of(client: Client, path: str) -> dict:
    """What a browser would send back of the form at this address."""
    form = client.get(path).context["form"]
    return values_of(form)


def values_of(form: BaseForm) -> dict:
    """What a browser would send of this form as it is shown."""
    values = {bound.html_name: bound.value() for bound in form}
    if "tags" in values:
        values["tags"] = ", ".join(str(tag) for tag in values["tags"]) if isinstance(values["tags"], list) else ""
    return {name: getattr(value, "pk", value) for name, value in values.items() if value not in (None, False, "")}


def edit(question: Question) -> str:
    """The address of its form."""
    return reverse("questions_cms:edit", args=[question.pk])


def text_of(answer: HttpResponse) -> str:
    """The page with every run of blanks as one."""
    return " ".join(answer.content.decode().split())


def versions_of(question: Question) -> list[tuple]:
    """Number and state of each version."""
    return list(question.versions.order_by("number").values_list("number", "state"))


def _in_english(stem: str, **texts) -> dict:
    return {"en": {"stem": stem, "general_feedback": "In general.", **texts}}


# One whole content of each type that is not answered by choosing.
SAMPLES = {
    "matching": {
        "prompts": ["a", "b"],
        "options": ["1", "2", "3"],
        "pairs": {"a": "2", "b": "3"},
        "scoring": "all",
        "texts": _in_english(
            "Which capital?",
            prompts={"a": {"text": "Kenya"}, "b": {"text": "Ghana"}},
            options={"1": {"text": "Lomé"}, "2": {"text": "Nairobi"}, "3": {"text": "Accra"}},
        ),
    },
    "ordering": {
        "items": ["c", "a", "b"],
        "scoring": "partial",
        "texts": _in_english("What first?", items={key: {"text": f"step {key}"} for key in "cab"}),
    },
    "short_text": {
        "fold_case": False,
        "fold_accents": True,
        "texts": _in_english(
            "Which city?",
            accepted=[
                {"text": "Nairobi", "share": "100", "feedback": "Yes."},
                {"text": "Nairob*", "share": "50", "feedback": ""},
            ],
        ),
    },
    "numeric": {
        "accepted": [
            {"key": "a", "value": "3.140", "tolerance": "0.01", "share": "100"},
            {"key": "b", "value": "*", "tolerance": "0", "share": "0"},
        ],
        "units": [{"unit": "m", "factor": "1"}, {"unit": "cm", "factor": "0.01"}],
        "unit": "optional",
        "texts": _in_english("How long?", accepted={"a": {"feedback": "Yes."}, "b": {"feedback": "Measure again."}}),
    },
    "gap_text": {
        "gaps": {
            "1": {"type": "choice", "weight": "1", "choices": ["a", "b"], "shares": {"a": "100"}},
            "2": {"type": "text", "weight": "2"},
            "3": {
                "type": "number",
                "weight": "1",
                "accepted": [{"key": "a", "value": "47", "tolerance": "1", "share": "100"}],
            },
        },
        "fold_case": True,
        "fold_accents": False,
        "texts": _in_english(
            "In [[1]] and [[2]] are [[3]].",
            gaps={
                "1": {"choices": {"a": {"text": "Kenya", "feedback": "Yes."}, "b": {"text": "Togo", "feedback": ""}}},
                "2": {"accepted": [{"text": "Ghana", "share": "100", "feedback": "Right."}]},
                "3": {"accepted": {"a": {"feedback": "Well counted."}}},
            },
        ),
    },
    "free_text": {
        "rubric": [{"key": "a", "points": "2"}, {"key": "b", "points": "1.5"}],
        "texts": _in_english(
            "Why?", rubric={"a": {"text": "a reason"}, "b": {"text": "an example"}}, model_answer="Because of trust."
        ),
    },
}
