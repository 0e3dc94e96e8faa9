"""The words of a report for the codes of its data set."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from elearning.people.models import Category, User

from ..models import SPOKEN_LANGUAGES, AttendanceEvent, Registration

LANGUAGES = dict(SPOKEN_LANGUAGES)
STATUSES = {
    "present": pgettext_lazy("attendance", "present"),
    "late": pgettext_lazy("attendance", "late"),
    "partial": pgettext_lazy("attendance", "partly present"),
    "excused": pgettext_lazy("attendance", "excused"),
    "absent": pgettext_lazy("attendance", "absent"),
    "unclear": pgettext_lazy("attendance", "unclear"),
    "unseen": pgettext_lazy("attendance", "not seen"),
}
DECIDED = dict(AttendanceEvent.Verb.choices) | dict(AttendanceEvent.Value.choices)
MISSING = {
    "percent": gettext_lazy("too little attendance"),
    "items": gettext_lazy("a required item not attended"),
    "test_taken": gettext_lazy("post-test not taken"),
    "test_passed": gettext_lazy("post-test not passed"),
}
COUNTS = {
    "registered": gettext_lazy("Registered"),
    "attended": gettext_lazy("Attended"),
    "participation": gettext_lazy("Participation"),
    "completion": gettext_lazy("Completion"),
}
KINDS = {
    "sex": dict(User.Sex.choices),
    "category": dict(Category.choices),
    "language": LANGUAGES,
    "role": dict(Registration.Role.choices),
}
HEADS = {
    "sex": gettext_lazy("Sex"),
    "country": gettext_lazy("Country"),
    "category": gettext_lazy("Category"),
    "language": gettext_lazy("Language"),
    "office": gettext_lazy("Office"),
    "group": gettext_lazy("Group"),
}


def label(name: str, code: str) -> str:
    """The word for a code of one attribute; a country, an office and a group are called by their codes."""
    return str(KINDS.get(name, {}).get(code, code)) or _("none")


def languages(codes: list[str]) -> str:
    """Languages by name."""
    return ", ".join(str(LANGUAGES.get(code, code)) for code in codes)


def language_codes(codes: list[str]) -> str:
    """Languages by their codes, where a column is narrow."""
    return " ".join(code.upper() for code in codes)


def hours_of(minutes: int) -> str:
    """Minutes as hours and minutes."""
    return _("%(hours)s h %(minutes)02d min") % {"hours": minutes // 60, "minutes": minutes % 60}
