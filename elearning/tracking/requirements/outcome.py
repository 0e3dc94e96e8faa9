"""A dry run as its page shows it: the counts beside those without it, who would change, where."""

from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.people.models import Office, User

from ..models import RequirementVersion, TryOut
from .comparing import GROUPS, REQUIRED, STATES
from .dry_run import days_of
from .reading import shown
from .terms import Terms, replaced, token_of

PER_PAGE = 50


def group_words() -> dict[str, str]:
    """Each group of those who would change, in words."""
    return {
        "newly_required": _("newly asked"),
        "lost_met": _("have met it, and would not any more"),
        "newly_overdue": _("overdue at once, and not without it"),
        "later_overdue": _("overdue on the second day if they do nothing, and not without it"),
        "gained_met": _("due or overdue, and would have met it"),
        "no_longer": _("no longer asked"),
    }


def outcome_of(row: TryOut, reader: User, *, group: str, page: str) -> dict[str, Any]:
    """All that the page of a finished dry run shows."""
    terms, words = Terms.read(row.fields), group_words()
    group = group if group in words and row.people.get(group) else next((g for g in GROUPS if row.people.get(g)), "")
    found = _people(row.people.get(group, []), reader, page)
    return {
        "shown": shown([terms])[0],
        "terms": terms,
        "days": _days(row, terms),
        "groups": [(name, words[name], len(row.people.get(name, []))) for name in GROUPS],
        "offices": _offices(row),
        "group": group,
        "group_label": words.get(group, ""),
        **found,
        "replaced": _replaced(row, terms),
        "token": token_of(row.fields, row.base, row.day),
        "why_not": _why_not(row),
    }


def _days(row: TryOut, terms: Terms) -> list[dict[str, Any]]:
    """For each day that was looked at the rows of its table: a state, without the version, with it."""
    labels = {
        "required": _("asked"), "met": _("met"), "due": _("due"), "overdue": _("overdue"),
        "exempt": _("exempt"), "not_required": _("not required"),
    }  # fmt: skip
    found = []
    for place, day in enumerate(days_of(terms, row.day)):
        before, after = row.result["before"][place], row.result["after"][place]
        sums = [{"required": sum(side[each] for each in REQUIRED)} | side for side in (before, after)]
        rows = [
            (labels[name], *(side[name] for side in sums), _signed(sums[1][name] - sums[0][name])) for name in labels
        ]
        found.append({"day": day, "later": place > 0, "rows": rows, "people": sum(after[each] for each in STATES)})
    return found


def _signed(number: int) -> str:
    """+3, −3 (with the sign that is as wide as the plus), 0."""
    return f"{number:+d}".replace("-", "\u2212") if number else "0"


def _offices(row: TryOut) -> list[tuple[Office, list[int]]]:
    """The offices where somebody would change, in the order of the tree, with a number for each group."""
    counts = row.result["offices"]
    known = Office.objects.filter(pk__in=[int(pk) for pk in counts])
    return [(office, [counts[str(office.pk)][name] for name in GROUPS]) for office in known]


def _people(pairs: list, reader: User, page: str) -> dict[str, Any]:
    """A page of names, of those whom the reader may see; the others are only counted."""
    paged = Paginator(pairs, PER_PAGE).get_page(page)
    ids = [person for person, _office in paged]
    people = User.objects.visible_to(reader).filter(pk__in=ids).in_bulk()
    offices = Office.objects.in_bulk([office for _person, office in paged])
    rows = [(people[person], offices.get(office)) for person, office in paged if person in people]
    return {"page": paged, "people": rows, "unnamed": len(ids) - len(rows)}


def _replaced(row: TryOut, terms: Terms) -> list[RequirementVersion]:
    known = list(row.requirement.versions.filter(number__lte=row.base).order_by("number"))
    return replaced(terms, known, row.day)


def _why_not(row: TryOut) -> str:
    """The sentence that says why this dry run cannot be published any more; empty if it can."""
    last = max((each.number for each in row.requirement.versions.all()), default=0)
    if row.version_id:
        return ""
    if last != row.base:
        return _("Another version was published after this dry run. Make a new one.")
    if row.day != timezone.localdate():
        return _("This dry run was made on another day. Make a new one.")
    return ""
