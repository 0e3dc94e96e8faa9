"""What follows from a submission, done by the worker."""

from django_tasks import task

from . import actions
from .models import Attempt


@task(priority=50)  # somebody waits for it
def mark_attempt(attempt_uuid: str) -> None:
    """Mark an attempt; doing it twice changes nothing."""
    attempt = Attempt.objects.filter(uuid=attempt_uuid).first()
    if attempt:
        actions.mark(attempt)
