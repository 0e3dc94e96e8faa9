"""What becomes of workshops when two rows of one human are merged."""

from django.dispatch import receiver

from elearning.people.merging.moving import exchange, give_to, leave
from elearning.people.models import Merge
from elearning.people.signals import merging

from .models import AttendanceEvent, Registration

State = Registration.State
# The state that says most of her, first: of two seats in one workshop the better stands.
ORDER = [
    State.ATTENDED,
    State.PARTLY_ATTENDED,
    State.WALK_IN,
    State.CONFIRMED,
    State.NO_SHOW,
    *(state for state in Registration.HOLDING if state not in Registration.TAKING_PART),
    *Registration.WAITING,
]


@receiver(merging)
def join_registrations(sender, *, merge: Merge, **kwargs) -> None:
    """One human holds one seat: the better registration stands, with what was noted of her presence in both."""
    ours = {each.workshop_id: each for each in Registration.objects.filter(person=merge.kept)}
    for theirs in Registration.objects.filter(person=merge.gone, workshop__in=ours).order_by("pk"):
        better, worse = ours[theirs.workshop_id], theirs
        if _rank(theirs) < _rank(better):
            better, worse = theirs, better
            exchange(merge, Registration._meta.get_field("person"), worse.pk, better.pk)
        else:
            leave(merge, Registration, [worse.pk])
        _join(merge, better, worse)


def _join(merge: Merge, better: Registration, worse: Registration) -> None:
    events = AttendanceEvent.objects.filter(registration=worse).values_list("pk", flat=True)
    give_to(merge, AttendanceEvent._meta.get_field("registration"), events, better.pk)
    if worse.state in (*Registration.HOLDING, *Registration.WAITING):
        Registration.objects.filter(pk=worse.pk).update(state=State.REPLACED)


def _rank(registration: Registration) -> int:
    return ORDER.index(registration.state) if registration.state in ORDER else len(ORDER)
