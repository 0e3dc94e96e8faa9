"""Looking for likely twins, done by the worker once a day or when somebody asks; it may run twice."""

import datetime

from django.utils import timezone
from django_tasks import task

from elearning.journal.actions import beat
from elearning.journal.models import Heartbeat

from . import finding

EVERY = datetime.timedelta(days=1)


@task()
def look_for_twins() -> None:
    """Fill the queue."""
    finding.find_twins()
    beat("twins")


def look_daily() -> int:
    """Leave the look to the worker if none was left to it for a day; how many were."""
    if Heartbeat.objects.filter(name="twins", seen_at__gt=timezone.now() - EVERY).exists():
        return 0
    beat("twins")
    look_for_twins.enqueue()
    return 1
