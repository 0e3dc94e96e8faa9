"""Verifies the PDF of a certificate or a transcript with public keys alone, without asking the site."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from elearning.pdf import drawable
from elearning.records.comparing import shows, shows_number
from elearning.records.pdf import NAME_KEY, TOKEN_KEY
from elearning.records.signing import BadToken, Statement, verify
from elearning.records.transcripts.checking import lines_of, read_content, rows_missing
from elearning.records.transcripts.pdf import CONTENT_KEY
from elearning.records.verifying import public_keys


class Command(BaseCommand):
    help = "Say what was signed of the PDF of a certificate or a transcript, by the public keys alone."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--keys",
            type=Path,
            help="a file as /.well-known/certificate-keys.json gives it; else the keys of this site",
        )

    def handle(self, *args, file: Path, keys: Path | None, **options):
        token, name, page, content = read_pdf(file)
        try:
            said = verify(token, read_keys(keys) if keys else public_keys())
        except BadToken as fault:
            raise CommandError(f"{file.name} is not genuine. {fault}") from fault
        listed = said.serial.startswith("TR-")
        rows = read_content(content, said) if listed else None
        if fault := fault_of(page, said, name) or (fault_of_rows(page, rows) if listed else ""):
            raise CommandError(f"{file.name} is not genuine. {fault}")
        self.stdout.write(f"Signed by us: {said.serial}, {name}, “{said.title}”, {said.date}.")
        for line in lines_of(rows) if rows else ():
            self.stdout.write(f"- {line}")
        self.stdout.write("Compare the page with these words: whatever else it shows was not signed.")
        self.stdout.write("Whether it is still valid, its page on the site says.")


def fault_of(page: str, said: Statement, name: str) -> str:
    """In which way a page differs from what was signed; empty if all that was signed stands on it."""
    if not said.is_about(name):
        return f"It was signed for another name than {name}."
    if not shows_number(page, said.serial):
        return f"Its page does not show the serial number {said.serial}."
    if drawable(name) and not shows(page, name):  # the page leaves a name out that no font of ours has
        return f"Its page shows another name than {name}."
    if not shows(page, said.title):
        return f"Its page shows another title than {said.title}."
    return ""


def fault_of_rows(page: str, rows: dict | None) -> str:
    """In which way the rows of a transcript differ from what was signed; empty if each of them stands on its pages."""
    if rows is None:
        return "Its list was altered: it is not the one that was signed."
    if missing := rows_missing(page, rows):
        return f"Its pages do not show {', '.join(row['title'] for row in missing[:3])} as it was signed."
    return ""


def read_pdf(file: Path) -> tuple[str, str, str, str]:
    """The signed text, the name, the text of the pages, a transcript's list (else empty); CommandError without them."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(file)
        facts = reader.metadata or {}
        token, name, content = str(facts[TOKEN_KEY]), str(facts[NAME_KEY]), str(facts.get(CONTENT_KEY, ""))
        text = "\n".join(page.extract_text() for page in reader.pages)
    except FileNotFoundError as error:
        raise CommandError(f"There is no file {file}.") from error
    except KeyError as error:
        raise CommandError(f"{file.name} is a PDF, but no certificate of ours: it holds no signed text.") from error
    except (PyPdfError, OSError, ValueError) as error:
        raise CommandError(f"{file.name} cannot be read as a PDF: {error}") from error
    return token, name, text, content


def read_keys(file: Path) -> dict[str, str]:
    """The public keys of a published file."""
    try:
        return {key["id"]: key["public"] for key in json.loads(file.read_text())["keys"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{file} is no list of public keys: {error}") from error
