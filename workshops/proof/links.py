"""The signed address by which somebody without an account comes to her certificate."""

import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse

from ..models import Registration

SALT = "workshops.proof.own_certificate"
LASTS = datetime.timedelta(days=90)


class Expired(ValueError):
    """The address was genuine, and its time is over."""


class Forged(ValueError):
    """Nobody here made this address."""


def address_of(registration: Registration) -> str:
    """The whole address, to be given to her alone; it shows what she holds when it is opened."""
    token = signing.dumps({"registration": registration.pk}, salt=SALT)
    return settings.BASE_URL + reverse("workshops:own_certificate", args=[registration.workshop.code, token])


def registration_of(code: str, token: str) -> Registration:
    """Whose address it is. Raises `Expired` or `Forged`."""
    try:
        said = signing.loads(token, salt=SALT, max_age=LASTS)
        found = Registration.objects.select_related("person", "workshop")
        return found.get(pk=said["registration"], workshop__code=code)
    except signing.SignatureExpired as error:
        raise Expired from error
    except (signing.BadSignature, Registration.DoesNotExist, ValueError, KeyError, TypeError) as error:
        raise Forged from error
