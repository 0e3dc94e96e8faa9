"""The audit file of a report: what it rests on in one archive, each file with its digest, the list of them signed."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from elearning.records.sealing import seal
from elearning.spreadsheets import as_csv

from ..models import Letter, Report, Resolution
from .checking import MANIFEST, PURPOSE, SEAL
from .copies import copy_of
from .dataset import canonical

EPOCH = (1980, 1, 1, 0, 0, 0)  # the same report gives the same archive


def audit_zip(report: Report) -> bytes:
    """ZIP with `manifest.json` (path, bytes, SHA-256 of every other file) and `manifest.sig` (Ed25519 over it)."""
    files = dict(sorted(_files(report)))
    manifest = canonical(
        {
            "purpose": PURPOSE,
            "report": str(report),
            "state": report.state,
            "dataset_sha256": report.sha256,
            "files": [
                {"path": path, "bytes": len(content), "sha256": _sha256(content)} for path, content in files.items()
            ],
        }
    )
    files |= {MANIFEST: manifest, SEAL: seal(PURPOSE, manifest).encode()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path, EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _files(report: Report) -> Iterator[tuple[str, bytes]]:
    workshop, dataset = report.workshop, report.dataset
    yield "dataset.json", canonical(dataset)
    yield "figures.json", canonical(dict(copy_of(report, outside=False, language="en").figures))
    yield "texts.json", canonical(report.texts)
    yield "agenda-as-delivered.json", canonical(dataset["agenda"])
    yield (
        "amendments.json",
        canonical({"closings": dataset["attendance"]["closings"], "amendments": dataset["attendance"]["amendments"]}),
    )
    yield "events.csv", "".join(as_csv(_events(report))).encode()
    yield "resolutions.csv", "".join(as_csv(_resolutions(report))).encode()
    yield "letters.json", canonical({"letters": list(_letters(report))})
    for sheet in workshop.sheets.filter(printed_at__lte=report.made_at).order_by("code"):
        facts = {
            "code": sheet.code,
            "rows": sheet.rows,
            "checkpoints": sheet.checkpoints,
            "scan_sha256": sheet.scan_sha256,
        }
        yield f"sheets/{sheet.code}.json", canonical(facts)
        if sheet.scan:
            with sheet.scan.open() as scan:
                yield f"sheets/{sheet.code}.{sheet.scan.name.rsplit('.', 1)[-1]}", scan.read()


def _events(report: Report) -> Iterator[list[Any]]:
    """All that had been received when the data set was frozen."""
    names = ["client_id", "verb", "source", "registration__number", "badge", "checkpoint", "value", "minutes", "reason"]
    names += [
        "voids",
        "occurred_at",
        "device_at",
        "received_at",
        "device__label",
        "actor__name",
        "sheet__code",
        "problem",
        "digest",
    ]
    yield names
    for row in (
        report.workshop.events.filter(received_at__lte=report.made_at)
        .order_by("received_at", "client_id")
        .values_list(*names)
        .iterator()
    ):
        yield [
            value.isoformat() if hasattr(value, "isoformat") else "" if value is None else str(value) for value in row
        ]


def _resolutions(report: Report) -> Iterator[list[Any]]:
    yield ["event", "registration", "checkpoint", "set_aside", "reason", "by", "at"]
    rows = (
        Resolution.objects.filter(event__workshop=report.workshop_id, at__lte=report.made_at)
        .select_related("event", "registration", "by")
        .order_by("at", "pk")
    )
    for row in rows:
        number = row.registration.number if row.registration else ""
        yield [
            str(row.event.client_id),
            number,
            row.checkpoint,
            str(row.set_aside),
            row.reason,
            row.by.name,
            row.at.isoformat(),
        ]


def _letters(report: Report) -> Iterator[dict[str, Any]]:
    """Which letters went out, and the digest of what each said: passports and journeys stay with who sees them."""
    letters = Letter.objects.filter(workshop=report.workshop_id, issued_at__lte=report.made_at)
    for letter in letters.order_by("number", "edition"):
        yield {
            "number": str(letter),
            "kind": letter.kind,
            "edition": letter.edition,
            "said_sha256": _sha256(canonical(letter.said)),
            "issued_at": letter.issued_at.isoformat(),
        }


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
