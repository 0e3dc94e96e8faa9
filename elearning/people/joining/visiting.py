"""Deeds upon the first visit: who is led to it, and who has done with it."""

import datetime

from django.conf import settings
from django.utils import timezone

from ..actions.persons import change_person
from ..models import User

Visit = User.FirstVisit


def lead_once(person: User) -> bool:
    """Whether this sign-in leads to the first visit; true once, however many tabs she signs in with."""
    return bool(User.objects.filter(pk=person.pk, first_visit=Visit.WAITING).update(first_visit=Visit.LED))


def choose_language(person: User, language: str) -> User:
    """She reads in this language from now on; one that is not ours changes nothing."""
    if language not in dict(settings.LANGUAGES) or language == person.language:
        return person
    return change_person(person, by=person, language=language)


def finish_first_visit(person: User, *, language: str, at: datetime.datetime | None = None) -> User:
    """She is done with it, or wants none. What it was shown in becomes her language if she has not said another."""
    person = person if person.language else choose_language(person, language)
    undone = User.objects.filter(pk=person.pk).exclude(first_visit=Visit.DONE)
    undone.update(first_visit=Visit.DONE, first_visit_at=at or timezone.now())
    return User.objects.get(pk=person.pk)
