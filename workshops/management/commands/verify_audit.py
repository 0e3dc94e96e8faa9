"""Verifies the audit file of a workshop's report with public keys alone, without asking the site."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from elearning.records.management.commands.verify_certificate import read_keys
from elearning.records.signing import BadToken
from elearning.records.verifying import public_keys
from workshops.reports.checking import check_audit


class Command(BaseCommand):
    help = "Say what an audit file holds, if it was signed by us and nothing in it was altered."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--keys",
            type=Path,
            help="a file as /.well-known/certificate-keys.json gives it; else the keys of this site",
        )

    def handle(self, *args, file: Path, keys: Path | None, **options):
        try:
            with file.open("rb") as archive:
                said = check_audit(archive, read_keys(keys) if keys else public_keys())
        except BadToken as fault:
            raise CommandError(f"{file.name} is not genuine. {fault}") from fault
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error}") from error
        self.stdout.write(f"Signed by us: report {said['report']}, data set {said['dataset_sha256']}.")
        for one in said["files"]:
            self.stdout.write(f"  {one['sha256']}  {one['path']} ({one['bytes']} bytes)")
