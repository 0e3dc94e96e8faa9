"""Dry runs of many people, reckoned by the worker; each may run twice."""

from django_tasks import task

from ..models import TryOut
from .dry_run import reckon


@task(priority=40)  # somebody looks at the progress
def reckon_try_out(pk: int) -> None:
    """Reckon a dry run for a turn, and leave the rest to the next task."""
    row = TryOut.objects.filter(pk=pk, state=TryOut.State.WAITING).first()
    if row and not reckon(row):
        reckon_try_out.enqueue(pk)
