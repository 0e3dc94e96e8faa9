"""Files as people upload them, and what becomes of them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from elearning.people.importing import actions
from elearning.people.models import ImportRun, User

PEOPLE = ["name", "name in own script", "email", "staff number", "language", "sex"]
POSTINGS = ["person", "office", "category", "job title", "supervisor", "from", "to"]


def csv_file(headings, *lines, name: str = "hr.csv") -> SimpleUploadedFile:
    text = "\n".join(",".join(map(str, line)) for line in (headings, *lines))
    return SimpleUploadedFile(name, text.encode())


def xlsx_file(headings, *lines) -> SimpleUploadedFile:
    book, file = Workbook(), io.BytesIO()
    for row in (headings, *lines):
        book.active.append(row)
    book.save(file)
    return SimpleUploadedFile("hr.xlsx", file.getvalue())


def looked(file, kind: str, by: User, **more) -> ImportRun:
    """The run after its dry run."""
    run = actions.take_in(file, kind, by=by, **more)
    actions.look(run)
    run.refresh_from_db()
    return run


def applied(file, kind: str, by: User, *, scans=None, **choices) -> ImportRun:
    """The run after it was applied."""
    run = looked(file, kind, by, scans=scans)
    assert run.state == "read", run.error
    run = actions.begin(run, by=by, **choices)
    actions.apply(run)
    run.refresh_from_db()
    return run


def reasons(run: ImportRun) -> dict[int, str]:
    return dict(run.refused)
