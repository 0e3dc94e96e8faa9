"""Secret calendar addresses: given, renewed, revoked."""

from django.db import transaction
from django.utils import timezone

from elearning.journal.actions import log
from elearning.people.models import User

from ..models import CalendarFeed, Workshop


def feed_of(person: User, workshop: Workshop) -> CalendarFeed | None:
    """Her address that holds now, if she has one."""
    return CalendarFeed.objects.filter(person=person, workshop=workshop, revoked_at__isnull=True).first()


@transaction.atomic
def give_feed(person: User, workshop: Workshop) -> CalendarFeed:
    """An address for her calendar: the one that she has, else a new one. Twice is once."""
    feed, made = CalendarFeed.objects.get_or_create(person=person, workshop=workshop, revoked_at=None)
    if made:
        log(person, "workshop.give_calendar_feed", feed)
    return feed


@transaction.atomic
def revoke_feed(feed: CalendarFeed) -> None:
    """Its address answers nothing from now on; twice is once."""
    if CalendarFeed.objects.filter(pk=feed.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
        log(feed.person, "workshop.revoke_calendar_feed", feed)


@transaction.atomic
def renew_feed(feed: CalendarFeed) -> CalendarFeed:
    """Revoke this address and give another; if it was revoked already, the one that replaced it."""
    revoke_feed(feed)
    return give_feed(feed.person, feed.workshop)
