"""Whether a name is still the one that was confirmed: people rename themselves, so its mark stands in the journal."""

import hashlib
from collections.abc import Iterable

from elearning.journal.models import LogEntry

from ..models import Registration

CONFIRMED = "workshop.name_confirmed"


def name_mark(name: str, own: str) -> str:
    """Stands for a name as it is printed: another name has another mark."""
    return hashlib.sha256(f"{name}\n{own}".encode()).hexdigest()[:16]


def mark_of_person(registration: Registration) -> str:
    """The mark of how she is called now."""
    return name_mark(registration.person.name, registration.person.name_own_script)


def renamed_since(registrations: Iterable[Registration]) -> set[int]:
    """Those who confirmed another name than the one they have now; one query."""
    confirmed = {str(one.pk): one for one in registrations if one.name_confirmed_at}
    entries = LogEntry.objects.filter(
        action=CONFIRMED, subject_type=Registration._meta.label_lower, subject_id__in=confirmed
    )
    newest = dict(entries.order_by("id").values_list("subject_id", "detail__name"))
    return {one.pk for key, one in confirmed.items() if newest.get(key, "") not in ("", None, mark_of_person(one))}
