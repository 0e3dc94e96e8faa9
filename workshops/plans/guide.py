"""The facilitator's guide as a PDF: a cover, each day in the order of the agenda with its plans, the shopping list."""

from itertools import groupby
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, ngettext, pgettext
from django.utils.translation import gettext as _

from elearning.identity import site_name
from elearning.pdf import draw, fonts
from elearning.people.models import User
from elearning.templatetags.texts import weekday

from ..models import AgendaVersion, Placement, Workshop
from . import reading
from .guide_session import session
from .lists import ShoppingList, shopping_of
from .paper import Drawn, Table, drawn, table


def guide_pdf(workshop: Workshop, *, asked: str, user: User | AnonymousUser) -> bytes:
    """The guide for the current agenda, else (or `asked`) its draft; times are those of the place.

    In the active language; what people wrote stays in its own. `workshop.shown` is its text for the reader.
    """
    version = reading.version_shown(workshop, asked)
    placements = reading.placements_with_plans(version, reading.plans_with_rows())
    modules = reading.modules_by_code({placement.item.module_code for placement in placements}, user)
    title = f"{_('Facilitator’s guide')}: {workshop.shown.title}"
    warning = _("Demonstration content: the agenda and the people are invented.")
    context = {
        "cover": _cover(workshop, version, placements),
        "days": [
            _day(workshop, day, [session(placement, version.tz, modules) for placement in same])
            for day, same in groupby(placements, key=lambda placement: placement.day)
        ],
        "shopping": _shopping(shopping_of(workshop, asked, placements)),
        "demonstration": drawn(warning) if workshop.demonstration else None,
        "foot": [drawn(f"{_('Facilitator’s guide')} · {workshop.code} · {_version_words(version)}")],
        "way": "rtl" if get_language_bidi() else "ltr",
        "fonts": fonts(),
    }
    return draw(render_to_string("workshops/plans/guide_pdf.html", context), title=title)


def _cover(workshop: Workshop, version: AgendaVersion | None, placements: list[Placement]) -> dict[str, Any]:
    planned = sum(1 for placement in placements if reading.plan_of(placement.item))
    facts = [
        [_("Dates"), _dates(workshop)],
        [_("Venue"), workshop.venue],
        [_("Times"), _("those of the place (%(zone)s)") % {"zone": version.zone if version else workshop.zone}],
        [_("Languages"), ", ".join(workshop.language_names)],
        [_("Agenda"), _version_words(version)],
        [_("Session plans"), _("%(planned)s of %(all)s items") % {"planned": planned, "all": len(placements)}],
        [
            pgettext("when a document was made", "Made"),
            date_format(timezone.localtime(timezone=workshop.tz), "DATETIME_FORMAT"),
        ],
    ]
    return {
        "site": drawn(site_name()),
        "heading": drawn(_("Facilitator’s guide")),
        "title": drawn(workshop.shown.title),
        "code": drawn(workshop.code),
        "facts": table([], facts, [25, 75]),
    }


def _dates(workshop: Workshop) -> str:
    first, last = (date_format(day, "DATE_FORMAT") for day in (workshop.starts_on, workshop.ends_on))
    return first if first == last else f"{first} – {last}"


def _version_words(version: AgendaVersion | None) -> str:
    if version is None:
        return _("no agenda yet")
    if version.state == AgendaVersion.State.DRAFT:
        return _("draft of version %(number)s") % {"number": version.number}
    return _("version %(number)s") % {"number": version.number}


def _day(workshop: Workshop, day: Any, sessions: list[dict[str, Any]]) -> dict[str, Any]:
    heads = [_("Time"), _("Code"), _("Title"), _("Room"), pgettext("minutes of a slot", "Slot"), _("Plan")]
    return {
        "heading": drawn(weekday(day, "year")),
        "theme": drawn(workshop.shown.themes.get(day.isoformat(), "")),
        "overview": table(heads, [one["row"] for one in sessions], [15, 10, 43, 18, 7, 7]),
        "sessions": sessions,
    }


def _shopping(found: ShoppingList) -> dict[str, Any] | None:
    """The shopping list as tables: in all, then for each group."""
    if not found.lines:
        return None
    heads = [_("Material"), _("How many"), _("For the items")]
    totals = [[total.name, total.quantity, ", ".join(total.items)] for total in found.totals]
    counted = ngettext(
        "Counted for %(n)s participant who holds a seat.",
        "Counted for %(n)s participants who hold a seat.",
        found.people,
    )
    return {
        "heading": drawn(_("Shopping list")),
        "counted": drawn(counted % {"n": found.people}),
        "totals": table(heads, totals, [50, 15, 35]),
        "groups": [_group(group, rows) for group, rows in found.by_group],
    }


def _group(group: str, rows: list[tuple]) -> tuple[Drawn, Table]:
    heads = [_("Material"), _("Language"), _("Counted"), _("How many"), _("For the items")]
    cells = [[line.name, language, counted, line.quantity, ", ".join(line.items)] for line, language, counted in rows]
    heading = _("Group %(code)s") % {"code": group} if group else _("For the whole workshop")
    return drawn(heading), table(heads, cells, [34, 15, 17, 12, 22])
