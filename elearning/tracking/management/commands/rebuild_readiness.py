"""Makes the stored standings of everybody, and the snapshots, again from the facts."""

from django.core.management.base import BaseCommand

from ...readiness.rebuilding import rebuild_readiness


class Command(BaseCommand):
    help = "Reckon everybody anew, mend the standings and snapshots that differ, and print what changed."

    def handle(self, *args, **options):
        mended = 0
        for found in rebuild_readiness():
            mended += 1
            self.stdout.write(" ".join(map(str, found)) if isinstance(found, tuple) else str(found))
        self.stdout.write(f"Mended: {mended}." if mended else "Nothing to mend.")
