"""The rows of standings that answer a question, and the offices of which they are."""

from django.db.models import Q, QuerySet

from elearning.people.models import Office

from ..models import ALL, Standing
from .counting_asked import Asked

EVERYBODY = {"category": ALL, "sex": ALL, "language": ALL}  # the snapshots that count all people


def known(asked: Asked) -> QuerySet[Standing]:
    """What was known at the moment asked for."""
    rows = Standing.objects.filter(requirement=asked.requirement, **asked.traits).order_by()
    return rows.filter(known_from__lte=asked.known_at, known_to__gt=asked.known_at)


def standing(asked: Asked) -> QuerySet[Standing]:
    """How everybody stood on the day asked for, as known at the moment asked for: at most one row a person."""
    return known(asked).filter(day_from__lte=asked.on, day_to__gt=asked.on)


def among(offices: QuerySet[Office]) -> Q:
    """Rows of these offices; no condition at all for all offices, which each database would look up row by row."""
    return Q() if is_all(offices) else Q(office__in=offices.order_by().values("pk"))


def is_all(offices: QuerySet[Office]) -> bool:
    """Whether these are all offices there are, as far as can be told without asking."""
    return not offices.query.where and not offices.query.is_sliced
