"""Exports questions of the bank to a file."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from assessments.drawers import paths
from assessments.exchange.collecting import collect
from assessments.exchange.formats import FORMATS, Format
from assessments.exchange.language_codes import language_in
from assessments.models import Category


class Command(BaseCommand):
    help = "Export the newest version of each question to a file (GIFT, Moodle XML, XLSX, QTI)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--format", choices=list(FORMATS), default="", help="told by the name of the file unless given"
        )
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--bank", default="", help="a category at the top, with all that stands in it")
        where.add_argument(
            "--category", default="", help='any category, by its whole name as in "CEP › M1" or "CEP / M1"'
        )
        parser.add_argument(
            "--language", default="", help="only this one; a sheet holds all of them unless it is given"
        )

    def handle(self, *args, file: Path, bank: str, category: str, **options):
        chosen = self.format_of(file, options["format"])
        language = language_in(options["language"]) if options["language"] else ""
        if options["language"] and not language:
            raise CommandError(f"“{options['language']}” is no code of a language, as en or fr.")
        if not language and not chosen.many_languages:
            language = settings.LANGUAGE_CODE
        questions = collect(category_named(bank or category, top=bool(bank)) if bank or category else None)
        with translation.override(settings.LANGUAGE_CODE):
            data, left_out = chosen.write(questions, language)
            try:
                file.write_bytes(data)
            except OSError as error:
                raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
            for each in left_out:
                self.stdout.write(f"left out: {each.name}: {each.reason}")
        self.stdout.write(f"{len(questions) - len(left_out)} questions written to {file}, {len(left_out)} left out.")

    def format_of(self, file: Path, name: str) -> Format:
        found = FORMATS.get(name) or next(
            (each for each in FORMATS.values() if file.name.endswith(f".{each.ending}")), None
        )
        if found is None and file.suffix in (".gift", ".txt"):
            found = FORMATS["gift"]
        if found is None:
            raise CommandError(f"The name of the file tells no format. Say --format {' or '.join(FORMATS)}.")
        return found


def category_named(name: str, *, top: bool) -> Category:
    """The category of this whole name; kindly says which there are where there is none."""
    named = paths(Category.objects.values_list("pk", "parent_id", "name"))
    wanted = name if top else " › ".join(part.strip() for part in name.replace("›", " / ").split(" / ") if part.strip())
    for pk, path in named.items():
        if path == wanted:
            return Category.objects.get(pk=pk)
    known = ", ".join(f"“{path}”" for path in list(named.values())[:20]) or "none"
    raise CommandError(f"There is no category “{name}”. There are: {known}.")
