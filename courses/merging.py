"""What becomes of courses when two rows of one human are merged."""

from django.dispatch import receiver

from elearning.people.merging.moving import exchange
from elearning.people.models import Merge
from elearning.people.signals import merging

from .models import Enrolment


@receiver(merging)
def join_enrolments(sender, *, merge: Merge, **kwargs) -> None:
    """Of two enrolments in one course the further one is the kept person's; the evidence of each stays with it."""
    ours = {each.course_id: each for each in Enrolment.objects.filter(person=merge.kept)}
    for theirs in Enrolment.objects.filter(person=merge.gone, course__in=ours).order_by("pk"):
        if _further(theirs) > _further(ours[theirs.course_id]):
            exchange(merge, Enrolment._meta.get_field("person"), ours[theirs.course_id].pk, theirs.pk)


def _further(enrolment: Enrolment) -> tuple[bool, int]:
    return enrolment.completed_at is not None, enrolment.steps_done
