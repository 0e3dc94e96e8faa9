"""What the worker does for the view from above; each may run twice."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from .models import Stale
from .readiness import deriving


@task()
def derive_waiting() -> None:
    """Reckon the people who wait; what is left goes to another task, so that none takes long."""
    if deriving.derive_stale() and Stale.objects.exists():
        derive_waiting.enqueue()


def enqueue_once() -> None:
    """Let the worker reckon, unless a task waits already that will see what was noted now."""
    waiting = DBTaskResult.objects.filter(task_path=derive_waiting.module_path, status="READY")
    if not waiting.exists():
        derive_waiting.enqueue()
