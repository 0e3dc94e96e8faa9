"""Answers whether the process lives, and whether the site can serve: database, worker and minute's tick."""

import datetime

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from elearning.journal.models import Heartbeat

LATE_AFTER = datetime.timedelta(minutes=5)


def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers; a late worker or tick is told in `late` and does not take the site down."""
    try:
        connection.ensure_connection()
        seen = dict(Heartbeat.objects.values_list("name", "seen_at"))
    except DatabaseError:
        return JsonResponse({"database": "away"}, status=503, headers={"Retry-After": "10"})
    cutoff = timezone.now() - LATE_AFTER
    late = [name for name in ("tick", "worker") if name not in seen or seen[name] < cutoff]
    return JsonResponse({"database": "ok", "late": late})
