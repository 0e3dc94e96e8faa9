"""Measures the issue of certificates: twenty decided for, recorded, issued, signed and drawn, one after the other."""

import time

MANY = 20


class Undone(Exception):
    """Takes what was measured back."""


def measure_certificates() -> None:
    """Certificates a second from the decision to the stored document, and the queries that each costs."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from workshops.models import Workshop
    from workshops.proof.working import work_through

    workshop = Workshop.objects.get(code="CEP-2023-MBA")
    try:
        with transaction.atomic():
            run = _run(workshop)
            with CaptureQueriesContext(connection) as captured:
                started = time.perf_counter()
                work_through(run)
                seconds = time.perf_counter() - started
            raise Undone
    except Undone:
        each, queries = MANY / seconds, len(captured) / MANY
        print(f"issue and draw {MANY} certificates: {each:.1f} a second, {queries:.0f} queries each")


def _run(workshop):
    """Decides for twenty more people as an issue does, whatever the demonstration has issued already."""
    from workshops.models import IssueRun

    facts = {"kind": "completion", "sequence": 0, "assessment": "taken", "hours": "17.5", "basis": {"test": "taken"}}
    entries = [{"registration": _one_more(workshop, place).pk, **facts} for place in range(MANY)]
    by = workshop.registrations.first().person
    workshop.issue_runs.filter(ended_at=None).delete()
    return IssueRun.objects.create(workshop=workshop, started_by=by, total=MANY, decided=entries)


def _one_more(workshop, place: int):
    from django.utils import timezone

    from elearning.people.models import User
    from workshops.models import Registration

    return Registration.objects.create(
        workshop=workshop, person=User.objects.create_user(None, name=f"Person {place}"), number=f"B{place:02}",
        state="walk_in", confirmed_at=timezone.now(), category="staff", sex="female", language="en",
    )  # fmt: skip
