"""Loads the demonstration world into an empty database, and as many people more as are asked for."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from elearning.management.demo_scale import make_scale
from elearning.management.demo_world import NOW, make_world
from elearning.people.models import User


class Command(BaseCommand):
    help = "Load invented offices, people and a workshop into an empty database."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="do nothing if the database holds people")
        parser.add_argument(
            "--people", type=int, default=0, help="invent so many people besides, with ten records each, in 200 offices"
        )

    def handle(self, *args, if_empty: bool, people: int, **options):
        if not settings.DEMO:
            raise CommandError("The demonstration's passwords are public. Set DEMO=1 to load it into a demonstration.")
        if User.objects.exists():
            if if_empty:
                return
            raise CommandError("This database holds people. Load the demonstration into an empty one.")
        self.stdout.write("Loading the demonstration…")
        make_world()
        if connection.vendor == "postgresql":  # else it plans as if what was just loaded were not there
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        if people > 0:
            make_scale(people, now=NOW, tell=self.stdout.write)
