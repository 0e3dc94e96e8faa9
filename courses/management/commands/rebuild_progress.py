"""Makes the stored progress of every enrolment again from its evidence."""

from django.core.management.base import BaseCommand

from ...actions import rebuild_progress


class Command(BaseCommand):
    help = "Fold all evidence again, mend the enrolments that differ, and print what changed."

    def handle(self, *args, **options):
        mended = 0
        for found in rebuild_progress():
            mended += 1
            changes = ", ".join(f"{name}: {old} → {new}" for name, (old, new) in found.fields.items())
            self.stdout.write(f"{found.enrolment.uuid} {changes}")
        self.stdout.write(f"Enrolments mended: {mended}." if mended else "Nothing to mend.")
