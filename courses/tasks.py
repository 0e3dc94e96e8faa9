"""What follows from a passed attempt, done by the worker."""

from django_tasks import task

from assessments.models import Attempt

from . import actions


@task(priority=50)  # somebody waits for it
def record_pass(attempt_uuid: str) -> None:
    """Keep the evidence of a pass; doing it twice changes nothing."""
    attempt = Attempt.objects.select_related("quiz").filter(uuid=attempt_uuid).first()
    if attempt:
        actions.record_pass(attempt)
