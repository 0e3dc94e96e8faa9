"""What the tests of travel, needs, letters, badges and lists share."""

import datetime
import io

from pypdf import PdfReader

from elearning.people.models import User
from workshops.models import Registration, Workshop

from .conftest import AT

CODE = "CEP-2023-MBA"
BASE = f"/workshops/{CODE}"


def take_part(workshop: Workshop, person: User, number: str, **fields) -> Registration:
    """The person is confirmed."""
    office = person.postings.get().office
    values = {"role": "participant", "language": "en", "category": "staff", "country": office.country} | fields
    return Registration.objects.create(
        workshop=workshop, person=person, number=number, confirmed_at=AT, office=office, sex=person.sex, **values
    )


def ahead(workshop: Workshop) -> Workshop:
    """The workshop, moved to where nothing is frozen or deleted yet."""
    day = datetime.date.today() + datetime.timedelta(days=100)
    workshop.starts_on, workshop.ends_on = day, day + datetime.timedelta(days=2)
    workshop.save()
    return workshop


def words(document: bytes) -> str:
    """The text of a PDF in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages).split())
