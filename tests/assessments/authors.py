"""Authors with their permissions, and what a browser sends for them."""

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
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
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


def edit(question: Question) -> str:
    """The address of its form."""
    return reverse("questions_cms:edit", args=[question.pk])


def text_of(answer: HttpResponse) -> str:
    """The page with every run of blanks as one."""
    return " ".join(answer.content.decode().split())


def versions_of(question: Question) -> list[tuple]:
    """Number and state of each version."""
    return list(question.versions.order_by("number").values_list("number", "state"))
