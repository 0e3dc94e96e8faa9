"""Changes and findings of an agenda in words, in the reader's language: plain text, times of the place."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from unicodedata import bidirectional

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from elearning.fields import localized
from elearning.templatetags.texts import weekday

from .agenda.checks import ALONE, NOON, Agenda, Finding
from .agenda.difference import Change
from .models import SPOKEN_LANGUAGES, AgendaItem, ItemPerson
from .publishing.showing import people_of

Row = Mapping[str, Any]


def day_words(day: datetime.date | str) -> str:
    """A day with its weekday, as the reader's language writes it, without the year."""
    day = datetime.date.fromisoformat(day) if isinstance(day, str) else day
    return weekday(day)


def language_words(codes: Iterable[str]) -> str:
    """Languages by their names, separated by commas."""
    names = dict(SPOKEN_LANGUAGES)
    return _listed(str(names.get(code, code)) for code in codes) or pgettext("no language", "none")


def change_words(change: Change, language: str) -> str:
    """One sentence on what became of an item, in `language`; the title in that language, else in one that there is."""
    with translation.override(language):
        return {"added": _added, "removed": _removed, "moved": _moved, "edited": _edited}[change.kind](change)


def set_apart(text: str) -> str:
    """In isolates (FSI, PDI) where its direction is not that of the sentence, so that what follows stays in order."""
    goes_left = any(bidirectional(sign) in ("R", "AL") for sign in text)
    return text if goes_left == translation.get_language_bidi() else f"\u2068{text}\u2069"


def _title(row: Row) -> str:
    return set_apart(localized(row["titles"]) or row["code"])


def _times(row: Row) -> str:
    return set_apart(f"{row['start']}–{row['end']}")


def _where(row: Row) -> str:
    return set_apart(row["room"]) if row["room"] else pgettext("where an item takes place", "no room")


def _listed(parts: Iterable[str]) -> str:
    return pgettext("between the parts of a list", ", ").join(parts)


def _stands(row: Row) -> str:
    return _listed([day_words(row["day"]), _times(row), *([_where(row)] if row["room"] else [])])


def _added(change: Change) -> str:
    return _("New: “%(title)s”, %(place)s.") % {"title": _title(change.after), "place": _stands(change.after)}


def _removed(change: Change) -> str:
    return _("Dropped: “%(title)s”, which was on %(place)s.") % {
        "title": _title(change.before),
        "place": _stands(change.before),
    }


def _moved(change: Change) -> str:
    """The new place in full, of the old one only what differs."""
    words = {"title": _title(change.after)}
    differs = {
        "day": lambda row: day_words(row["day"]),
        "time": _times,
        "room": _where,
        "zone": lambda row: row["zone"],
    }
    fields = {"time" if name in ("start", "end") else name for name in change.fields}
    shown = {**dict.fromkeys(("day", "time")), **dict.fromkeys(name for name in differs if name in fields)}
    words["new"] = _listed(differs[name](change.after) for name in shown)
    words["old"] = _listed(differs[name](change.before) for name in differs if name in fields)
    return _("Moved: “%(title)s” is now on %(new)s (before: %(old)s).") % words


def _edited(change: Change) -> str:
    said = {_said(name, change.before, change.after): None for name in change.fields}
    return _("Changed: “%(title)s”: %(what)s.") % {"title": _title(change.after), "what": "; ".join(said)}


def _said(name: str, before: Row, after: Row) -> str:
    if name == "titles":
        return _title_said(before["titles"], after["titles"])
    if name in ("counts", "required"):
        return _flag_said(name, after[name])
    if name == "people" and _names(before) == _names(after):
        return _("%(what)s: %(new)s (before: %(old)s)") % {
            "what": _label(name),
            "new": _parts(after),
            "old": _parts(before),
        }
    label, words = _label(name), _value(name)
    nothing = pgettext("nothing stood there", "none")
    new, old = (words(row) or nothing for row in (after, before))
    return _("%(what)s: %(new)s (before: %(old)s)") % {"what": label, "new": new, "old": old}


def _title_said(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    if localized(before) != localized(after):
        return _("the title was “%(title)s”") % {"title": set_apart(localized(before))}
    other = sorted(code for code in {*before, *after} if before.get(code) != after.get(code))
    return _("its title in another language (%(languages)s)") % {"languages": language_words(other)}


def _flag_said(name: str, now: bool) -> str:
    if name == "required":
        return _("it is required now") if now else _("it is no longer required")
    return _("it counts for attendance now") if now else _("it no longer counts for attendance")


def _label(name: str) -> str:
    return {
        "code": _("code"),
        "people": _("people"),
        "lead": _("people"),
        "method": _("method"),
        "floor": _("spoken"),
        "interpreted": _("interpreted"),
        "group": _("group"),
        "kind": pgettext("of an agenda item", "kind"),
        "module": _("module"),
        "visibility": _("shown to"),
    }[name]


def _names(row: Row) -> str:
    return _listed(set_apart(name) for name in people_of(row))


def _parts(row: Row) -> str:
    """Those of its people by name and part: for where nothing but the part is another."""
    labels = dict(ItemPerson.Part.choices)
    return ", ".join(f"{one['name']} ({labels.get(one['part'], one['part'])})" for one in row["people"])


def _value(name: str) -> Callable[[Row], str]:
    if name in ("people", "lead"):
        return _names
    if name in ("floor", "interpreted"):
        return lambda row: language_words(row[name])
    if name == "group":
        return lambda row: row["group"] or pgettext("groups", "all")
    labels = {"kind": AgendaItem.Kind, "visibility": AgendaItem.Visibility}
    if name in labels:
        return lambda row: str(dict(labels[name].choices).get(row[name], row[name]))
    return lambda row: row[name].upper() if name == "module" else row[name]


def finding_words(finding: Finding, agenda: Agenda | None = None) -> str:
    """One sentence on what is found, where, and whom it concerns, in the active language.

    With the agenda, items are named by code and title, else by their codes.
    """
    titles = {entry.code: entry.titles for entry in agenda.entries} if agenda else {}
    names = [set_apart(f"{code} {localized(titles.get(code, {}))}".strip()) for code in finding.items]
    words = {
        **finding.detail,
        "item": names[0] if names else "",
        "items": "; ".join(names),
        "whom": finding.whom,
        "number": finding.number,
    }
    if "day" in words:
        words["day"] = day_words(words["day"])
    return _sentence(finding, words) % words


def _sentence(finding: Finding, words: dict[str, Any]) -> str:
    """The sentence of this kind of finding; it may add to `words`."""
    if finding.kind == "uncovered":
        words["whom"] = language_words([finding.whom])
        return ngettext(
            "%(item)s: %(whom)s is neither spoken nor interpreted, for %(number)s person.",
            "%(item)s: %(whom)s is neither spoken nor interpreted, for %(number)s people.",
            finding.number,
        )
    if finding.kind == "team_missing":
        words["whom"] = language_words(finding.whom.split(", "))
        return _("%(item)s: interpretation into %(whom)s is promised, but no team does it.")
    if finding.kind == "no_pause":
        words["from"], words["to"] = (f"{time:%H:%M}" for time in NOON)
        if finding.whom:
            return _(
                "%(day)s: group %(whom)s has no break for lunch and prayer; the longest between %(from)s and %(to)s"
                " is %(number)s min."
            )
        return _(
            "%(day)s: there is no break for lunch and prayer; the longest between %(from)s and %(to)s"
            " is %(number)s min."
        )
    words["alone"] = ALONE
    return _sentences(bool(finding.whom))[finding.kind]


def _sentences(whom: bool) -> dict[str, str]:
    return {
        "room_twice": _("%(whom)s is used twice for %(number)s min: %(items)s."),
        "group_twice": _("Group %(whom)s is in two places for %(number)s min: %(items)s.")
        if whom
        else _("Everybody is in two places for %(number)s min: %(items)s."),
        "outside_dates": _("%(item)s is on %(day)s, outside the dates of the workshop."),
        "no_such_time": _("%(item)s begins on %(day)s at %(start)s, which the clocks of the place jump over."),
        "person_twice": _("%(whom)s is in two places for %(number)s min: %(items)s."),
        "team_twice": _("The interpreters %(whom)s are in two places for %(number)s min: %(items)s."),
        "room_small": _("%(item)s: %(number)s people are meant, %(whom)s seats %(seats)s."),
        "interpreter_alone": _(
            "%(whom)s: one interpreter works for %(number)s min without a rest (%(items)s); more than %(alone)s min"
            " alone is too long (AIIC)."
        ),
        "plan_minutes": _("%(item)s: its session plan takes %(number)s min, its slot has %(slot)s min."),
        "too_short": _("%(item)s has %(number)s min; it should never be shorter than %(shortest)s min."),
        "unscheduled": _("%(item)s is required, but stands nowhere on the agenda."),
    }
