"""The lock under which facts of a person are written, whoever she is by then."""

from ..models import User


def hold(person: User) -> User:
    """Lock the row of a person until the transaction ends; of one who was merged meanwhile, whom she became.

    A task or a form may have read her before the merge: what it writes would be lost with the row that is gone.
    """
    held = User.objects.select_for_update().get(pk=person.pk)
    if held.merged_into_id is None:
        return person
    return User.objects.select_for_update().get(pk=held.merged_into_id)  # never merged herself: a merge sets it anew
