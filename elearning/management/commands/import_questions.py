"""Imports questions from a file, or says what an import would do."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from assessments.exchange.applying import NotDone, apply_plan
from assessments.exchange.deciding import DRAFT, READY, Item, Outcome
from assessments.exchange.formats import FORMATS, LARGEST, Unknown, read_file
from assessments.exchange.language_codes import language_in
from assessments.exchange.planning import Plan, plan


class Command(BaseCommand):
    help = (
        "Import questions from a file (GIFT, Moodle XML, XLSX, QTI). All of it or nothing; the same twice adds nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=list(FORMATS), default="", help="told by the file unless given")
        parser.add_argument(
            "--bank", help='the category at the top; by default the name of the file, with "" as the file says'
        )
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="of files that do not say it themselves")
        parser.add_argument("--draft", action="store_true", help="write drafts, which no quiz asks yet")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument("--without-refused", action="store_true", help="import the others where some are refused")

    def handle(self, *args, file: Path, bank: str | None, dry_run: bool, without_refused: bool, **options):
        language = language_in(options["language"])
        if not language:
            raise CommandError(f"“{options['language']}” is no code of a language, as en or fr.")
        bank = bank_name(file) if bank is None else " ".join(bank.split())
        if len(bank) > 120:
            raise CommandError("The name of a bank has 120 signs at most.")
        with translation.override(settings.LANGUAGE_CODE):
            planned = self.planned(file, options["format"], bank, language, DRAFT if options["draft"] else READY)
            self.tell(planned)
            self.finish(planned, dry_run=dry_run, without_refused=without_refused)

    def planned(self, file: Path, format_name: str, bank: str, language: str, state: str) -> Plan:
        try:
            if file.stat().st_size > LARGEST:
                raise CommandError(f"{file} is larger than {LARGEST // 1024 // 1024} MB: divide it.")
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        try:
            found, reading = read_file(file.name, data, language, format_name)
        except Unknown as error:
            raise CommandError(f"{error} Say --format {' or '.join(FORMATS)}.") from error
        self.stdout.write(f"{file.name}: {found.name}, bank “{bank}”, language {language}")
        return plan(reading, bank=bank, language=language, state=state)

    def tell(self, planned: Plan) -> None:
        """Each question that is worth a word, and how many there are of each sort."""
        for fault in planned.faults:
            self.line(fault.line, "FAULT", fault.name, fault.reason)
        for item in planned.items:
            if item.outcome in (Outcome.CHANGED, Outcome.REFUSED) or item.notes:
                self.line(item.line, item.label, item.name, *_words(item))
        for each in planned.left_out:
            self.line(each.line, "left out", each.name, each.reason)
        counts = planned.counts
        names = ("new", "changed", "unchanged", "refused", "left_out", "faults")
        self.stdout.write(", ".join(f"{counts[name]} {name.replace('_', ' ')}" for name in names))

    def line(self, line: int, outcome: str, name: str, *reasons: str) -> None:
        self.stdout.write(f"line {line}: {outcome}: {name}: {' '.join(reasons)}")

    def finish(self, planned: Plan, *, dry_run: bool, without_refused: bool) -> None:
        if planned.faults or (planned.of(Outcome.REFUSED) and not without_refused):
            raise CommandError(
                "Nothing is imported. Correct the file, or import --without-refused what is not refused."
            )
        if dry_run:
            self.stdout.write("This was a dry run: nothing is imported.")
            return
        try:
            done = apply_plan(planned, by=None, without_refused=without_refused)
        except NotDone as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS("Imported." if done else "There was nothing to import."))


def bank_name(file: Path) -> str:
    """The name of a file without its endings."""
    return file.name.split(".")[0].strip() or "questions"


def _words(item: Item) -> tuple[str, ...]:
    return (*item.reasons, *item.notes)
