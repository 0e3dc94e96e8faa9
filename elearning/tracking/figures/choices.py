"""What may be chosen in a question: subjects, offices, countries, funding lines, each with its words."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from courses.models import Course
from elearning.fields import localized
from elearning.people.models import Category, Office, User
from elearning.toolkit.models import ToolkitPage
from workshops.models import Workshop

from .funding import Funding

Choices = list[tuple[str, Any]]
ANY = ("", _("any"))
DIMENSION_WORDS = {
    "office": _("office"),
    "country": _("country"),
    "region": _("region"),
    "sex": _("sex"),
    "category": _("category"),
    "language": _("language"),
    "organisation_type": _("type of organisation"),
    "organisation": _("organisation"),
}
MEASURE_WORDS = {"persons": _("persons"), "participations": _("participations"), "hours": _("hours")}


def subjects() -> Choices:
    """All that learning can be about, in groups; drafts are nobody's business here. Four queries."""
    toolkits = ToolkitPage.objects.in_language(get_language()).order_by("title")
    courses = Course.objects.published()
    workshops = Workshop.objects.filter(given_up=False).exclude(state="draft").order_by("-starts_on", "code")
    return [
        ("all", _("everything")),
        (_("Topics"), [(f"topic:{page.translation_key}", page.title) for page in toolkits]),
        (_("Courses"), [(f"course:{course.uuid}", localized(course.titles)) for course in courses]),
        (_("Kinds of workshop"), [(f"kind:{kind}", label) for kind, label in Workshop.Kind.choices]),
        (_("Workshops"), [(f"workshop:{each.code}", f"{each.code} · {each.venue}") for each in workshops]),
    ]


def filters(reader: User) -> dict[str, Choices]:
    """The filters of a question, by name."""
    offices = Office.objects.visible_to(reader).values_list("code", "name")
    return {
        "office": [ANY, *offices],
        "country": [ANY, *((code, name) for code, name in countries)],
        "sex": [ANY, *User.Sex.choices],
        "category": [ANY, *Category.choices],
        "language": [ANY, *settings.LANGUAGES],
        "funding": [ANY, *((name, funding_words(name)) for name in Funding(timezone.now()).names)],
    }


def flat(choices: Choices) -> dict[str, str]:
    """Value and words of choices that may stand in groups."""
    found: dict[str, str] = {}
    for value, words in choices:
        found |= dict(words) if isinstance(words, list) else {value: words}
    return {value: str(words) for value, words in found.items()}


def funding_words(name: str) -> str:
    """`donor|project code` as it is read; the empty name is the rest."""
    return name.replace("|", " · ") if name else str(_("what no line paid"))
