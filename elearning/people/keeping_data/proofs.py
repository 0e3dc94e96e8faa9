"""The proof of an erasure: what was done, sealed, in the database and in a file outside it."""

import fcntl
import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from ..models import Erasure
from ..signals import sealing

PURPOSE = "erasure"


def canonical(said: dict[str, Any]) -> str:
    """JSON that is the same for the same content."""
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def prove(erasure: Erasure, people: list[str]) -> dict[str, str]:
    """What was done, without a word about who she was, and the seal under it."""
    asked_herself = erasure.asked_by_id == erasure.person_id
    said = canonical(
        {
            "erasure": str(erasure.uuid),
            "site": settings.BASE_URL,
            "person": str(erasure.person.uuid),
            "rows": people,
            "asked": _moment(erasure.asked_at),
            "asked_by": "herself" if asked_herself else "headquarters",
            "decided": _moment(erasure.decided_at),
            "done": _moment(erasure.done_at),
            "counts": erasure.counts,
            "kept": erasure.kept,
        }
    )
    answers = [answer for _receiver, answer in sealing.send(Erasure, purpose=PURPOSE, content=said.encode())]
    return {"said": said, "seal": next(filter(None, answers), "")}


def path_of_lines() -> Path:
    """The file beside the database; it is backed up apart from it."""
    return Path(settings.VAR_DIR) / "erasures.jsonl"


def note_line(erasure: Erasure) -> None:
    """Add the line of an erasure to the file, once, so that it is on the disk when this returns."""
    path = path_of_lines()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        text = file.read()
        if any(line["uuid"] == str(erasure.uuid) for line in _parsed(text)):
            return
        line = {"uuid": str(erasure.uuid), "person": str(erasure.person.uuid), "proof": erasure.proof}
        file.write(("" if not text or text.endswith("\n") else "\n") + canonical(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def lines() -> list[dict[str, Any]]:
    """What the file says, the oldest first; a line that a crash cut off is left out."""
    path = path_of_lines()
    return _parsed(path.read_text(encoding="utf-8")) if path.exists() else []


def _parsed(text: str) -> list[dict[str, Any]]:
    found = []
    for line in text.splitlines():
        try:
            said = json.loads(line)
            found.append({"uuid": said["uuid"], "person": said["person"], "proof": said["proof"]})
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _moment(value) -> str:
    return timezone.localtime(value, timezone.get_default_timezone()).isoformat(timespec="seconds") if value else ""
