"""The words of a letter, and in what they no longer hold."""

import datetime
from typing import Any

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..models import Letter, Registration, Supporter, Workshop

DESIGN = 1  # goes up with each change of the page; a letter keeps the number that it was written for
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def language_for(registration: Registration) -> str:
    """The language of the letter: hers in the room, else the one in which one writes to her."""
    return registration.language if registration.language in LANGUAGES else registration.person.reads


def said_in(letter: Letter, *, instead_of: Letter | None = None) -> dict[str, Any]:
    """All that the letter says, in its language: what is drawn whenever it is asked for."""
    workshop, registration = letter.workshop, letter.registration
    facts = facts_of(registration, workshop)
    with translation.override(letter.language):
        title = workshop.text(letter.language).title
        values = facts | {"title": title, "dates": days_in_words(workshop)}
        body = _invited(values) if letter.kind == Letter.Kind.INVITATION else _visa(values)
        replaces = _replaces(instead_of) if instead_of else ""
        return {
            "design": DESIGN,
            "facts": facts,
            "title": title,
            "replaces": str(instead_of or ""),
            "from": _sender(workshop),
            "reference": _("Letter %(number)s") % {"number": letter},
            "date": date_in_words(letter.issued_at.astimezone(workshop.tz).date()),
            "name": registration.person.name,
            "own": registration.person.name_own_script,
            "place": _place(registration),
            "heading": _heading(letter.kind),
            "greeting": body[0],
            "paragraphs": [text for text in (replaces, *body[1:]) if text],
            "closing": _("Yours sincerely,"),
        }


def facts_of(registration: Registration, workshop: Workshop) -> dict[str, str]:
    """What makes a letter outdated when it changes."""
    return {
        "name": registration.person.name,
        "office": str(registration.office or registration.partner or ""),
        "starts_on": workshop.starts_on.isoformat(),
        "ends_on": workshop.ends_on.isoformat(),
        "venue": workshop.venue,
        "host": workshop.host_office.name,
    }


def outdated(letter: Letter) -> list[str]:
    """In what the letter no longer holds, in the reader's words; of a letter that was replaced nothing is asked."""
    if letter.replaced_by_id:
        return []
    said, now = letter.said["facts"], facts_of(letter.registration, letter.workshop)
    words = {
        _("the dates"): ("starts_on", "ends_on"),
        _("the venue"): ("venue",),
        _("the name"): ("name",),
        _("the office"): ("office",),
        _("the host"): ("host",),
    }
    found = [word for word, names in words.items() if any(said[name] != now[name] for name in names)]
    gone = letter.registration.state not in Registration.TAKING_PART
    return [*found, _("she no longer takes part")] if gone else found


def date_in_words(day: datetime.date) -> str:
    """Day, month, year: the order that no reader mistakes; English alone would have the month first."""
    return formats.date_format(day, "j F Y" if translation.get_language() == "en" else "DATE_FORMAT")


def days_in_words(workshop: Workshop) -> str:
    """The day, or the first and the last."""
    first, last = date_in_words(workshop.starts_on), date_in_words(workshop.ends_on)
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def signatory_of(workshop: Workshop) -> Supporter | None:
    """Who signs: the host office's signatory, else that of an organiser; none if nobody was named."""
    named = workshop.supporters.exclude(signatory="").select_related("office")
    organisers = [each for each in named if each.role == Supporter.Role.ORGANISER]
    hosts = [each for each in named if each.office_id == workshop.host_office_id]
    return next(iter([*hosts, *organisers]), None)


def _sender(workshop: Workshop) -> dict[str, str]:
    signs = signatory_of(workshop)
    return {
        "host": workshop.host_office.name,
        "signatory": signs.signatory if signs else "",
        "signatory_title": signs.signatory_title if signs else "",
        "signs_for": str(signs) if signs else workshop.host_office.name,
    }


def _place(registration: Registration) -> str:
    office, country = registration.office or registration.partner, registration.country
    return f"{office or ''} ({country})" if country else str(office or "")


def _heading(kind: str) -> str:
    return _("Invitation") if kind == Letter.Kind.INVITATION else _("To whom it may concern: request for a visa")


def _replaces(old: Letter) -> str:
    values = {"number": str(old), "date": date_in_words(old.issued_at.astimezone(old.workshop.tz).date())}
    return _("This letter replaces letter %(number)s of %(date)s, which no longer holds.") % values


def _invited(values: dict[str, str]) -> tuple[str, ...]:
    return (
        pgettext("letter", "Dear %(name)s,") % values,
        _("we have the pleasure of inviting you to the workshop “%(title)s”.") % values,
        _("It takes place from %(dates)s at %(venue)s. It is hosted by: %(host)s.") % values
        if values["starts_on"] != values["ends_on"]
        else _("It takes place on %(dates)s at %(venue)s. It is hosted by: %(host)s.") % values,
        _("Your seat is confirmed. Please be there on all days, and show this letter to your office for your leave."),
        _("On the page of the workshop you find the agenda, and the form for your arrival, departure and hotel."),
        _("We look forward to working with you."),
    )


def _visa(values: dict[str, str]) -> tuple[str, ...]:
    values = values | {"of": values["office"] or "–"}
    return (
        _("Dear Sir or Madam,"),
        _("we confirm that %(name)s (%(of)s) takes part in the workshop “%(title)s”.") % values,
        _("It takes place from %(dates)s at %(venue)s. It is hosted by: %(host)s.") % values
        if values["starts_on"] != values["ends_on"]
        else _("It takes place on %(dates)s at %(venue)s. It is hosted by: %(host)s.") % values,
        _("The stay serves the workshop alone. We expect her or him to leave the country after its last day."),
        _("We would be grateful if the visa could be issued in time for the journey."),
        _("For any question, please write to the office named above and give the number of this letter."),
    )
