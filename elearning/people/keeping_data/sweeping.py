"""Goes through every text of every table for the names of an erased person."""

import json
from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast

from ..merging.moving import rows
from .hiding import Words

CONTENT = "published content: its authors change it, and it is searched and versioned by itself"
SEALED = "a signed or numbered document about others too: a change would break its seal"
# Tables that are searched and never changed, each with the reason: what is found is named in the proof.
LEFT_AS_IS = {
    "assessments.question": CONTENT,
    "assessments.questionversion": CONTENT,
    "assessments.quizversion": CONTENT,
    "tracking.figuresheet": SEALED,
    "wagtailcore.page": CONTENT,
    "wagtailcore.revision": CONTENT,
    "wagtailsearch.indexentry": CONTENT,
    "workshops.report": SEALED,
}
CONTENT_APPS = {"toolkit", "wagtail_localize"}
READERS = {"toolkit.authorquestion", "toolkit.highlight", "toolkit.note", "toolkit.opinion"}  # no content, though there
# Not searched: people are erased one by one, documents of namesakes stay theirs, and the rest holds no text of ours.
NOT_SEARCHED = {
    "people.user",
    "people.erasure",
    "people.office",
    "people.privacynotice",
    "records.certificate",
    "records.transcript",
    "records.signingkey",
    "sessions.session",
    "wagtailsearch.sqliteftsindexentry",
}


def text_fields(model: type[models.Model]) -> list[models.Field]:
    """The columns of a table in which a name can stand."""
    kinds = models.CharField | models.TextField | models.JSONField
    fields = [each for each in model._meta.local_concrete_fields if isinstance(each, kinds) and not each.is_relation]
    return [each for each in fields if not each.choices and not each.primary_key and not each.unique]


def holding(model: type[models.Model], words: Words) -> QuerySet:
    """The rows that hold one of these words somewhere; JSON may be stored with its letters escaped."""
    found, found_in = Q(pk__in=[]), rows(model)
    for each in text_fields(model):
        name = f"{each.name}_as_text"
        found_in = found_in.annotate(**{name: Cast(each.name, models.TextField())})
        for word in words.all:
            for form in {word, json.dumps(word)[1:-1]}:
                found |= Q(**{f"{name}__icontains": form})
    return found_in.filter(found)


def hide_in(found: QuerySet, words: Words) -> int:
    """Take these words out of these rows, past what keeps an append-only table from changes; how many changed."""
    changed = 0
    for row in found.iterator(chunk_size=200):
        values = {each.name: words.hidden(getattr(row, each.attname)) for each in text_fields(found.model)}
        new = {name: value for name, value in values.items() if value != getattr(row, name)}
        if new:
            new = {name: _fit(found.model, name, value) for name, value in new.items()}
            changed += rows(found.model).filter(pk=row.pk).update(**new)
    return changed


def sweep(words: Words) -> tuple[dict[str, int], list[dict[str, str]]]:
    """Take the words out of everything; how many rows of which table changed, and what was found and left."""
    counts: dict[str, int] = {}
    left: list[dict[str, str]] = []
    for model in searched() if words else ():
        label = model._meta.label_lower
        found = holding(model, words)
        if why := left_as_is(label):
            if number := sum(_holds(row, model, words) for row in found.iterator(chunk_size=200)):
                left.append({"what": f"{label} ({number})", "why": why})
        elif number := hide_in(found, words):
            counts[f"texts in {label}"] = number
    return counts, left


def searched() -> Iterator[type[models.Model]]:
    """Every table with texts."""
    for model in apps.get_models(include_auto_created=True):
        ours = model._meta.managed and not model._meta.proxy and model._meta.label_lower not in NOT_SEARCHED
        if ours and text_fields(model):
            yield model


def left_as_is(label: str) -> str:
    """Why a table is not changed; empty for one that is."""
    of_authors = label.partition(".")[0] in CONTENT_APPS and label not in READERS
    return LEFT_AS_IS.get(label, CONTENT if of_authors else "")


def _holds(row: models.Model, model: type[models.Model], words: Words) -> bool:
    return any(words.hidden(value) != value for value in (getattr(row, each.attname) for each in text_fields(model)))


def _fit(model: type[models.Model], name: str, value):
    longest = model._meta.get_field(name).max_length
    return value[:longest] if longest and isinstance(value, str) else value
