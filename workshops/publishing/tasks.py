"""What follows the decision to tell people, done by the worker; it may run twice."""

from django_tasks import task

from ..actions.telling import deliver
from ..models import Announcement


@task()
def deliver_announcement(pk: int) -> None:
    """Tell everybody whom this version touches."""
    announcement = Announcement.objects.filter(pk=pk, state=Announcement.State.SENDING).first()
    if announcement:
        deliver(announcement)
