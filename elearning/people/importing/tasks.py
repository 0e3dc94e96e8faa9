"""What follows the upload of a file, done by the worker; each may run twice."""

from django.contrib.auth import get_user_model
from django_tasks import task

from elearning.journal.turns import in_turn

from ..actions import invite
from ..models import ImportRun
from . import actions


@task(priority=40)  # somebody looks at the progress
def look_through(uuid: str) -> None:
    """Say what a file would do."""
    if run := ImportRun.objects.select_related("by").filter(uuid=uuid).first():
        actions.look(run)


@task(priority=40)
def apply_file(uuid: str) -> None:
    """Do what a file says, or go on with it."""
    if run := ImportRun.objects.select_related("by").filter(uuid=uuid).first():
        actions.apply(run)


@task()
def invite_people(people: list[int], by: int) -> None:
    """Invite those who came with a file and have not been invited since."""
    users = get_user_model().objects
    waiting = users.filter(pk__in=people, invitations__isnull=True, is_active=True, email__isnull=False).order_by("pk")
    actor = users.get(pk=by)
    in_turn(waiting, lambda person: invite(person, by=actor))
