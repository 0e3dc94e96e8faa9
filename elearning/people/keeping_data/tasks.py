"""What is made in the background for a person who asks what is held about her; it may run twice."""

from django_tasks import task

from ..models import HeldCopy
from . import copying


@task()
def make_copy(uuid: str) -> None:
    """Write the file."""
    made = HeldCopy.objects.select_related("person").filter(uuid=uuid).first()
    if made:
        copying.make(made)
