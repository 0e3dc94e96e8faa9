"""What the worker does for My office; each may run twice."""

from django_tasks import task

from elearning.journal.models import LogEntry

from .nudging import remind_some


@task()
def remind_all(run: int, after: int = 0, counted: dict[str, int] | None = None) -> None:
    """Remind all whom a focal point asked to be reminded, some hundred in a task."""
    if entry := LogEntry.objects.select_related("actor").filter(pk=run).first():
        last, so_far = remind_some(entry, after, counted or {})
        if last is not None:
            remind_all.enqueue(run, last, so_far)
