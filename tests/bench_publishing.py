"""Measures publishing: an agenda of 42 items on which one moved, with its notices for all whom that touches."""

import statistics
import time

ROUNDS = 7


class Undone(Exception):
    """Takes a measured round back."""


def measure_publishing() -> None:
    """The median of some rounds, each undone, and how many people it prepared a notice for."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from workshops.models import PersonalChange, Workshop

    workshop = Workshop.objects.get(code="CEP-2023-MBA")
    seconds, queries, told = [], 0, 0
    for _round in range(ROUNDS):
        try:
            with transaction.atomic():
                draft, keys = _changed_draft(workshop)
                with CaptureQueriesContext(connection) as captured:
                    seconds.append(_published(draft, keys))
                queries = len(captured)
                told = PersonalChange.objects.filter(announcement__version=draft).count()
                raise Undone
        except Undone:
            workshop.refresh_from_db()
    milliseconds = statistics.median(seconds) * 1000
    print(f"publish an agenda and prepare notices for {told} people: median {milliseconds:.0f} ms, {queries} queries")


def _changed_draft(workshop):
    from workshops.actions.drafting import draft_of
    from workshops.actions.drafting_moves import Editor, resize
    from workshops.agenda.checks import check
    from workshops.assembling import agenda_of

    draft = draft_of(workshop, by=None)
    resize(draft, "D1-05", 70, editor=Editor(by=None))
    draft.refresh_from_db()
    return draft, [finding.key for finding in check(agenda_of(draft))]


def _published(draft, keys: list[str]) -> float:
    from workshops.actions.publishing import publish

    started = time.perf_counter()
    publish(draft, by=None, acknowledged=keys)
    return time.perf_counter() - started
