"""A task that does nothing but show that the worker works."""

from django_tasks import task

from .actions import beat


@task(priority=100)  # before all that waits: it says that the worker lives, not that it is done
def worker_beat() -> None:
    """Run by the worker once a minute; the health page reads when it last was."""
    beat("worker")
