"""Verifies the sealed file of a figure sheet with public keys alone, without asking the site."""

import hashlib
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from elearning.records.management.commands.verify_certificate import read_keys
from elearning.records.sealing import check_seal
from elearning.records.signing import BadToken
from elearning.records.verifying import public_keys
from elearning.tracking.figures.sheets import PURPOSE
from workshops.reports.dataset import canonical


class Command(BaseCommand):
    help = "Say what was sealed of a figure sheet's JSON file, by the public keys alone."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--keys",
            type=Path,
            help="a file as /.well-known/certificate-keys.json gives it; else the keys of this site",
        )

    def handle(self, *args, file: Path, keys: Path | None, **options):
        said, digest, sealed = read_sheet(file)
        content = canonical(said)
        if hashlib.sha256(content).hexdigest() != digest:
            raise CommandError(f"{file.name} is not genuine. Its content does not fit its SHA-256.")
        try:
            key = check_seal(PURPOSE, content, sealed, read_keys(keys) if keys else public_keys())
        except BadToken as fault:
            raise CommandError(f"{file.name} is not genuine. {fault}") from fault
        total = said["result"]["total"]
        self.stdout.write(f"Sealed by us with key {key}: {said['sheet']}, “{said['title']}”.")
        self.stdout.write(f"On {said['on']}, as known at {said['known_at']}: {total['persons']} persons,")
        self.stdout.write(f"{total['participations']} participations, {total['hours']} hours.")


def read_sheet(file: Path) -> tuple[dict, str, str]:
    """Content, digest and seal of a sheet's file; CommandError where it is none."""
    try:
        whole = json.loads(file.read_text(encoding="utf-8"))
        content, digest, sealed = whole["content"], str(whole["sha256"]), str(whole["seal"])
        for name in ("sheet", "title", "on", "known_at"):
            content[name]
        content["result"]["total"]["persons"]
    except OSError as error:
        raise CommandError(f"There is no file {file} that can be read.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CommandError(f"{file.name} is no sealed figure sheet.") from error
    return content, digest, sealed
