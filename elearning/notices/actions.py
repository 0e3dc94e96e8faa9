"""Deeds of the notices: tell a person something once, keep how she wants to be told, note what she has read."""

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from elearning.identity import site_name

from .feet import foot_of
from .isolating import isolate_html, isolate_text
from .kinds import SITE, all_kinds, kind_of
from .models import Attachment, Delivery, Notice, Preference, Rhythm
from .planning import State, hours_of, plan, wishes_of
from .sending import send_due

__all__ = ["mark_all_read", "notify", "send_due", "set_preferences", "stop_mail"]
# A space that does not break stays: French has one before a colon. What ends a line somewhere would stop the mail.
ASCII_SPACE = re.compile(r"[ \x00-\x1f\x7f\x85\u2028\u2029]+")
LONGEST_SUBJECT = Notice._meta.get_field("subject").max_length


def notify(
    person: Any,
    kind: str,
    *,
    key: str,
    path: str = "",
    at: datetime.datetime | None = None,
    mail: bool = True,
    attachments: Iterable[Attachment] = (),
    **context,
) -> Notice:
    """Tell `person` something, rendered from templates/email/<kind>.* in her language; the same `key` is told once.

    Her preferences and working hours say when it is mailed (`planning.plan`); on the site it stands at once.
    `attachments` are unsaved; they go with the mail, and are kept only where there is one.
    """
    language = person.reads
    values = {**context, "person": person, "url": settings.BASE_URL + path, "site_name": site_name()}
    values["foot"] = foot_of(person, kind)
    with translation.override(language), transaction.atomic():
        known = Notice.objects.filter(key=key).first()
        if known:
            return known
        planned = _planned(person, kind, at, attachments) if mail and person.email and person.is_active else None
        notice = Notice.objects.create(
            person=person,
            kind=kind,
            key=key,
            language=language,
            path=path,
            created_at=at or timezone.now(),
            **_words(kind, values),
        )
        if planned:
            Delivery.objects.create(notice=notice, address=person.email, **planned)
            for attachment in attachments:
                attachment.notice = notice
                attachment.save()
        return notice


def _words(kind: str, values: Mapping[str, Any]) -> dict[str, str]:
    """Subject, text and HTML in the language that is active; right to left, what runs the other way is held apart."""
    parts = {name: render_to_string(f"email/{kind}.{name}", values) for name in ("subject.txt", "txt", "html")}
    turned = translation.get_language_bidi()
    text = parts["txt"].strip()
    return {
        "subject": ASCII_SPACE.sub(" ", parts["subject.txt"]).strip(" ")[:LONGEST_SUBJECT],
        "text": isolate_text(text) if turned else text,
        "html": isolate_html(parts["html"]) if turned else parts["html"],
    }


def _planned(person: Any, kind: str, at: datetime.datetime | None, attachments) -> dict[str, Any] | None:
    """State and time of the delivery; what is told as of an earlier moment is due now, if it was due then."""
    now = timezone.now()
    moment = at or now
    found = plan(person, kind, moment, alone=bool(attachments))
    if found.state == State.LEFT_OUT:
        return None
    return {"state": found.state, "next_try_at": found.at if found.at > moment else now}


@transaction.atomic
def set_preferences(person: Any, *, wishes: Mapping[str, str], rhythm: Mapping[str, Any] | None = None) -> None:
    """Keep how she wants to be told each kind, and in which rhythm; only what differs from what holds is written."""
    now = timezone.now()
    held = wishes_of(person)
    for kind in all_kinds():
        wish = wishes.get(kind.name)
        if wish in kind.ways() and wish != held.get(kind.name, kind.default):
            Preference.objects.update_or_create(
                person=person, kind=kind.name, defaults={"how": wish, "changed_at": now}
            )
            if wish == SITE:
                _drop_waiting(person, kind.name)
    if rhythm is not None:
        stored = Rhythm.objects.filter(person=person).first() or Rhythm(person=person)
        if any(getattr(stored, name) != value for name, value in rhythm.items()):
            Rhythm.objects.update_or_create(person=person, defaults=dict(rhythm))
            _collect_anew(person, now)


@transaction.atomic
def stop_mail(person: Any, name: str) -> None:
    """No mail of this kind any more: on the site only; once more changes nothing."""
    if SITE in kind_of(name).ways():
        set_preferences(person, wishes={name: SITE})


def mark_all_read(person: Any, *, up_to: int, at: datetime.datetime | None = None) -> int:
    """Mark as read what is not newer than the notice `up_to`, the newest that she was shown; returns how many."""
    unread = Notice.objects.filter(person=person, read_at=None, pk__lte=up_to)
    return unread.update(read_at=at or timezone.now())


def _drop_waiting(person: Any, name: str) -> None:
    waiting = Delivery.objects.filter(notice__person=person, notice__kind=name)
    waiting.filter(state__in=[State.WAITING, State.COLLECTED]).update(state=State.LEFT_OUT)


def _collect_anew(person: Any, now: datetime.datetime) -> None:
    """What waits for a digest waits for the next one of the new rhythm."""
    waiting = Delivery.objects.filter(notice__person=person, state=State.COLLECTED)
    waiting.update(next_try_at=hours_of(person, now).digest(now))
