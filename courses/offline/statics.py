"""The static files that a page needs, with all that these load in turn."""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

_LOADS = {
    ".css": re.compile(r"""(?:@import\s+["']|url\(["']?)(?!data:)([^"')]+)"""),
    ".js": re.compile(r"""(?:\bfrom\s*["']|\bimport\s*["']|\bimport\(["'])(\.[^"']+)"""),
}


@dataclass(frozen=True)
class File:
    """One static file as a browser gets it."""

    address: str
    size: int
    version: str


def files_for(addresses: Iterable[str]) -> list[File]:
    """These static files and those that they import, each once; what does not exist is left out."""
    found: dict[str, File] = {}
    waiting = list(addresses)
    while waiting:
        address = waiting.pop(0)
        if address in found or (data := _bytes(address)) is None:
            continue
        found[address] = File(address, len(data), sha256(data).hexdigest()[:12])
        if loads := _LOADS.get(posixpath.splitext(address)[1]):
            waiting += [urljoin(address, name) for name in loads.findall(data.decode())]
    return list(found.values())


def _bytes(address: str) -> bytes | None:
    if not address.startswith(settings.STATIC_URL):
        return None
    name = address.removeprefix(settings.STATIC_URL)
    if staticfiles_storage.hashed_files:
        if not staticfiles_storage.exists(name):
            return None
        with staticfiles_storage.open(name) as file:
            return file.read()
    path = finders.find(name)
    if not path:
        return None
    with open(path, "rb") as file:
        return file.read()
