"""What the views of this slice share: a deed whose refusal stands where it belongs, and the topics that there are."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest

from elearning.people.actions import Refused

from .signals import naming_topics


def done(request: HttpRequest, deed: Callable[[], object], said: str) -> bool:
    """Do it and say so, or say why not; whether it was done."""
    try:
        deed()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, said)
    return True


def kept(form: Form, deed: Callable[[], object]) -> bool:
    """Do what a valid form asks, or put the refusal beside the input that it is about; whether it was done."""
    try:
        deed()
    except Refused as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        return False
    return True


def topics() -> dict[UUID, str]:
    """The topics that the apps above name, by their titles."""
    named: dict[UUID, str] = {}
    for _receiver, answer in naming_topics.send(sender=None):
        named |= answer
    return dict(sorted(named.items(), key=lambda pair: pair[1]))
