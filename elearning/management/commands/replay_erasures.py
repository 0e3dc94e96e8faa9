"""Does every erasure again after an older backup of the database was restored."""

from django.core.management.base import BaseCommand, CommandError

from elearning.people.keeping_data.proofs import path_of_lines
from elearning.people.keeping_data.replaying import FAILED, replay


class Command(BaseCommand):
    help = "Erase again whom erasures.jsonl names. Run it after each restore, before people come in; twice is once."

    def handle(self, *args, **options):
        found = replay()
        if not found:
            self.stdout.write(f"{path_of_lines()} names no erasure.")
        for each in found:
            rows = f", {each.rows} rows of the person" if each.rows else ""
            self.stdout.write(f"{each.uuid}: {each.word}{rows}")
        if any(each.word == FAILED for each in found):
            raise CommandError(
                "Some were not done. Mend what the log names, then run this again before people come in."
            )
