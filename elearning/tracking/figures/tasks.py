"""Counts of large questions, made by the worker; each may run twice."""

from django_tasks import task

from ..models import Counting
from .keeping import go_on


@task(priority=40)  # somebody looks at the progress
def count_on(pk: int) -> None:
    """Count for a turn, and leave the rest to the next task."""
    row = Counting.objects.filter(pk=pk, state=Counting.State.WAITING).first()
    if row and not go_on(row):
        count_on.enqueue(pk)
