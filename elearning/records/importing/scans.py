"""The scans that come beside a file of past records: a ZIP, read one file at a time."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from elearning.people.actions.refusal import Refused
from elearning.people.importing.cells import Unfit
from elearning.sheets_in import NotReadable

from ..recognising.uploads import MOST_BYTES, Upload, take

MOST_FILES = 20_000


class Scans:
    """The files of a ZIP by their names without folders, in any case; none where no ZIP came."""

    def __init__(self, archive: zipfile.ZipFile | None):
        self.archive = archive
        parts = archive.infolist() if archive else []
        if len(parts) > MOST_FILES:
            raise NotReadable(_("The ZIP holds more than %(most)d files: divide it.") % {"most": MOST_FILES})
        self.parts = {part.filename.rpartition("/")[2].casefold(): part for part in parts if not part.is_dir()}

    def scan(self, name: str) -> Upload:
        """The scan of this name, if it is a PDF, JPEG or PNG of 5 MB at most that can be read. Raises `Unfit`."""
        part = self.parts.get(name.rpartition("/")[2].casefold())
        if part is None:
            raise Unfit(_("No scan in the ZIP is called “%(name)s”.") % {"name": name})
        try:
            with self.archive.open(part) as file:
                return take(file.read(MOST_BYTES + 1))  # what its head says of its size may be a lie
        except Refused as refusal:
            raise Unfit(f"“{name}”: {refusal}") from refusal
        except Exception as fault:  # zipfile and zlib raise whatever they stumble over
            raise Unfit(_("The scan “%(name)s” cannot be read.") % {"name": name}) from fault


@contextmanager
def opened(path: str) -> Iterator[Scans]:
    """The scans that were uploaded to this path of the storage. Raises `NotReadable` for what is no ZIP."""
    if not default_storage.exists(path):
        yield Scans(None)
        return
    with default_storage.open(path) as file:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as fault:
            raise NotReadable(_("The scans are no ZIP file.")) from fault
        with archive:
            yield Scans(archive)
