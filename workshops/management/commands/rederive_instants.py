"""Derives the instants of all agendas anew from their wall times; the tick does it when the time zone data change."""

from django.core.management.base import BaseCommand

from workshops.actions.rederiving import rederive_all, tz_version


class Command(BaseCommand):
    help = "Derive the instants of all agendas anew from their wall times and the time zone data of this server."

    def handle(self, *args, **options):
        for row in rederive_all():
            self.stdout.write(f"{row.version} {row.item.code}: {row.starts_at.isoformat()}")
        self.stdout.write(f"Time zone data {tz_version()}: all instants are those of their wall times.")
