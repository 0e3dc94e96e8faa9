"""The data set of a report: everything that its figures rest on, as plain JSON, and its digest."""

import datetime
import hashlib
import json
from typing import Any

from ..attending import attendance_of
from ..models import Workshop
from .gathering_agenda import agenda_rows, frame_row
from .gathering_attendance import attendance_row
from .gathering_people import people_rows, team_rows
from .gathering_rest import commitment_rows, form_rows, parked_rows, practice_rows, rating_rows

SCHEMA = 1  # goes up when a name in it changes its meaning
Dataset = dict[str, Any]


def dataset_of(workshop: Workshop, *, at: datetime.datetime) -> Dataset:
    """What is known of the workshop at `at`, as facts and not as figures; in a fixed number of queries."""
    attendance = attendance_of(workshop)
    return {
        "schema": SCHEMA,
        "taken_at": at.isoformat(),
        "workshop": frame_row(workshop),
        "agenda": agenda_rows(workshop),
        "people": people_rows(workshop, attendance),
        "team": team_rows(workshop),
        "attendance": attendance_row(workshop),
        "forms": form_rows(workshop, at=at),
        "parked": parked_rows(workshop),
        "practices": practice_rows(workshop),
        "commitments": commitment_rows(workshop, at=at),
        "ratings": rating_rows(workshop),
    }


def canonical(dataset: Dataset) -> bytes:
    """The one way to write it down, so that its digest can be computed again: keys sorted, no spaces, UTF-8."""
    return json.dumps(dataset, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(dataset: Dataset) -> str:
    """SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(dataset)).hexdigest()
