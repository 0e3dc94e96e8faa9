"""What follows the decision to issue certificates, done by the worker; it may run twice."""

from django_tasks import task

from ..models import IssueRun
from .working import work_through


@task(priority=40)  # somebody looks at the progress; a single certificate goes first
def issue_certificates(pk: int) -> None:
    """Issue all that the run decided and has not done yet."""
    run = IssueRun.objects.filter(pk=pk, ended_at=None).first()
    if run:
        work_through(run)
