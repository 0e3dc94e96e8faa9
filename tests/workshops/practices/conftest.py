"""A workshop under way, a toolkit with three modules, and the short ways to a good practice."""

import io
import uuid

import pytest
from django.contrib.auth.models import Permission
from PIL import Image

from tests.factories import make_person
from tests.toolkit.conftest import french_toolkit, homes, make_module, modules, toolkit  # noqa: F401  (fixtures)
from tests.workshops.feedback.conftest import lead, own, take_part, workshop  # noqa: F401  (fixtures)
from workshops.actions.practices import save_practice, send_practice
from workshops.models import GoodPractice

GPS = 0x8825
WRITTEN = {
    "module_code": "m1",
    "language": "en",
    "title": "Market mornings & tea",
    "context": "A border market.\n\nOfficers were feared.",
    "actors": "Police, traders",
    "steps": "1. We listened.",
    "success": "The same officers came back.",
    "limits": "",
    "inclusion": "Women traders led.",
    "replicability": "A table and tea.",
    "photo_words": "",
    "photo_consent": False,
    "consent": True,
}


def photograph(kind: str = "JPEG", size: tuple[int, int] = (2400, 1200), colour="teal", **saving) -> bytes:
    """A photograph; a JPEG has a place, a camera and a comment in it."""
    out = io.BytesIO()
    picture = Image.new("RGB", size, colour)
    if kind == "JPEG":
        exif = Image.Exif()
        exif[0x010F] = "ZZ-camera"
        exif.get_ifd(GPS)[1] = "N"
        saving = {"exif": exif, "comment": b"ZZ-comment"} | saving
    picture.save(out, kind, **saving)
    return out.getvalue()


@pytest.fixture
def reviewer(offices):
    """Somebody in the CMS who may review, and nothing else."""
    person = make_person("Rita Reviewer", offices["HQ"])
    for codename in ("review_goodpractice", "access_admin"):
        person.user_permissions.add(Permission.objects.get(codename=codename))
    return person


@pytest.fixture
def write(own, offices):  # noqa: F811
    """Writes a good practice of Amina's, and sends it unless told otherwise."""
    own.office = offices["KE"]
    own.save()

    def written(*, send=True, photo=None, **values) -> GoodPractice:
        practice = save_practice(own, uuid.uuid4(), WRITTEN | values, photo=photo)
        return send_practice(practice, by=own.person) if send else practice

    return written
