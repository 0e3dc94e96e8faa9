"""All certificates of a workshop in one PDF to print, put together from the documents as they are stored."""

import tempfile
from collections.abc import Iterable, Sequence
from typing import IO

from elearning.records.models import Certificate

from ..actions.naming import speaks_for_herself
from ..models import Registration, Workshop
from .preview import held_among, records_of

MOST = 100  # certificates in one file; a larger workshop is printed in parts
IN_MEMORY = 4_000_000


def valid_certificates(workshop: Workshop, *, paper: bool) -> list[tuple[Registration, Certificate]]:
    """Whoever holds one that is valid, by number; with `paper` those alone who cannot sign in. Four queries."""
    records = records_of(workshop)
    people = workshop.registrations.filter(person__in=records).select_related("person")
    found = []
    for one in people.order_by("number", "pk"):
        if paper and speaks_for_herself(one.person):
            continue
        held = held_among(records[one.person_id])
        valid = (each.certificate for each in held if each.certificate and each.certificate.standing == "valid")
        found += [(one, certificate) for certificate in valid]
    return found


def drawn_parts(certificates: Iterable[Certificate]) -> list[Sequence[Certificate]]:
    """Those whose document is there, in parts of at most a hundred."""
    drawn = [certificate for certificate in certificates if certificate.rendered_at]
    return [drawn[start : start + MOST] for start in range(0, len(drawn), MOST)]


def merged(certificates: Iterable[Certificate], title: str) -> IO[bytes]:
    """One document with a page for each, on disk if it is large. Raises `OSError` if a file is gone."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for certificate in certificates:
        with certificate.pdf.open() as file:
            writer.append(PdfReader(file), import_outline=False)
    writer.add_metadata({"/Title": title})
    merged_file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the answer closes it)
    writer.write(merged_file)
    merged_file.seek(0)
    return merged_file
