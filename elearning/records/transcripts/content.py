"""What a transcript says, frozen as JSON when it is made, and the line that is signed for it."""

import datetime
import hashlib
import json
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from elearning.fields import localized_with_language
from elearning.people.models import User

from ..models import LearningRecord

# What stands in a row of the page: these are signed with it, each in the words that the page shows.
SHOWN = ("title", "says", "day", "hours", "until")


def content_of(person: User, *, language: str, day: datetime.date) -> dict[str, Any]:
    """`{"name", "own", "day", "made", "rows"}`: what stood in her record on `day`, the newest first, in `language`.

    A row is `{"record", "kind", "on", "lang", *SHOWN}`; what is annulled by now is left out.
    """
    standing = LearningRecord.objects.as_of(day).filter(person=person).order_by("-achieved_on", "-pk")
    with translation.override(language):
        rows = [_row(record, language) for record in standing]
        made = date_format(day, "DATE_FORMAT")
    return {"name": person.name, "own": person.name_own_script, "day": day.isoformat(), "made": made, "rows": rows}


def _row(record: LearningRecord, language: str) -> dict[str, str]:
    title, lang = localized_with_language(record.title, language)
    hours = record.hours
    return {
        "record": str(record.uuid),
        "kind": record.kind,
        "on": record.achieved_on.isoformat(),
        "lang": lang,
        "title": title,
        "says": " · ".join(_says(record)),
        "day": date_format(record.achieved_on, "DATE_FORMAT"),
        "hours": f"{hours.normalize():f}" if hours is not None else "",
        "until": date_format(record.valid_until, "DATE_FORMAT") if record.valid_until else "",
    }


def _says(record: LearningRecord) -> list[str]:
    """The kind in words, with what it rests on: a post-test, another house, a list of the past."""
    said = [record.get_kind_display()]
    if record.assessment:
        said.append(record.get_assessment_display())
    if record.kind == LearningRecord.Kind.RECOGNISED and record.basis.get("provider"):
        said.append(record.basis["provider"])
    if record.basis.get("source") == "import":
        said.append(_("imported"))
    return said


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON (sorted keys, no spaces, UTF-8), in hex."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def signed_line(content: dict[str, Any]) -> str:
    """What stands for the whole content in the signed text, at most 80 characters; the page shows it too."""
    return f"Transcript {len(content['rows'])} {digest_of(content)[:40]}"
