"""Reading a key that stands in an address or a form: what is malformed is not there."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404


def found_or_404(rows: QuerySet, **key: str) -> Model:
    """The one row with this key; 404 for none, and for a key that no row could have."""
    values: dict[str, Any] = dict(key)
    if any("\x00" in value for value in key.values()):
        raise Http404
    try:
        return rows.get(**values)
    except (rows.model.DoesNotExist, ValidationError, ValueError) as fault:
        raise Http404 from fault
