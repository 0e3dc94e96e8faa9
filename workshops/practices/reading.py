"""Reads the good practices of a workshop, for its pages and for the report."""

from ..models import GoodPractice, Workshop

State = GoodPractice.State


def practices_of(workshop: Workshop) -> list[GoodPractice]:
    """Those sent for review and those published, by module and title, with office, author and page; one query.

    A draft is its author's alone, and so is what was returned to her.
    """
    rows = workshop.practices.filter(state__in=[State.SENT, State.PUBLISHED])
    return list(rows.select_related("office", "registration__person", "page").order_by("module_code", "title", "pk"))


def office_of(practice: GoodPractice) -> str:
    """The office as it is named in public, or the organisation that sent the author."""
    if practice.office:
        return practice.office.name
    partner = practice.registration.partner
    return str(partner) if partner else ""
