"""Measures the report of the demonstration workshop: the data set with its figures, and one PDF."""

import statistics
import time

ROUNDS = 5


class Undone(Exception):
    """Takes a measured round back."""


def measure_report() -> None:
    """The median of freezing an edition and computing its figures, its queries, and the seconds of the internal PDF."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from workshops.models import Workshop
    from workshops.reports.pdf import report_pdf

    workshop = Workshop.objects.get(code="CEP-2023-MBA")
    seconds, queries = [], 0
    for _round in range(ROUNDS):
        try:
            with transaction.atomic(), CaptureQueriesContext(connection) as captured:
                started = time.perf_counter()
                _frozen(workshop)
                seconds.append(time.perf_counter() - started)
                queries = len(captured)
                raise Undone
        except Undone:
            pass
    report, started = workshop.reports.first(), time.perf_counter()
    report_pdf(report, outside=False, language="en")
    drawn = time.perf_counter() - started
    milliseconds = statistics.median(seconds) * 1000
    print(
        f"freeze a report and compute it: median {milliseconds:.0f} ms, {queries} queries; draw its PDF: {drawn:.1f} s"
    )


def _frozen(workshop) -> None:
    from workshops.actions.reporting import make_report
    from workshops.reports.figures import figures_of

    report = make_report(workshop, by=workshop.reports.first().made_by)
    if figures_of(report.dataset)["people"]["registered"] != len(report.dataset["people"]):
        raise SystemExit("The report does not count everybody once.")
