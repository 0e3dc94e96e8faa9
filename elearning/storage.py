"""Names static files by their content, ES modules included, after joining each style sheet into one file."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "css/site.css"
STYLESHEETS = (STYLESHEET, "css/learning.css", "css/tracking.css", "css/workshop-desk.css", "css/workshop-room.css")
IMPORT = re.compile(r'^@import "([^"]+)";\n', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MARGIN = re.compile(r"\n\s*")
RELATIVE = re.compile(r'url\("(?!data:)([^"]+)"\)')


def join(read: Any, name: str = STYLESHEET) -> str:
    """The sheet `name` with its imports written out; `read(name)` gives a text. Comments fall away."""
    folder = PurePosixPath(name).parent

    def below(found: re.Match) -> str:
        return rebase(read(str(folder / found[1])), folder / found[1], folder)

    return MARGIN.sub("\n", COMMENT.sub("", IMPORT.sub(below, read(name)))).strip() + "\n"


def rebase(text: str, origin: PurePosixPath, folder: PurePosixPath) -> str:
    """Lets each `url()` that was written beside `origin` be read from `folder`."""
    depth = len(origin.parent.parts) - len(folder.parts)
    return RELATIVE.sub(lambda found: f'url("{found[1].replace("../", "", depth)}")', text)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Where nothing was collected (development, tests), names stay plain and the browser follows imports."""

    # Only our own modules: what others ship imports names that exist in their build alone.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )

    def post_process(self, paths: dict, dry_run: bool = False, **options: Any) -> Iterator:
        own = {} if dry_run else {name: join(partial(_source, paths), name) for name in STYLESHEETS if name in paths}
        for name, joined in own.items():
            self.delete(name)
            self._save(name, ContentFile(joined.encode()))
        paths = paths | {name: (self, name) for name in own}
        yield from super().post_process(paths, dry_run, **options)

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name


def _source(paths: dict, name: str) -> str:
    """The text of a static file as its app has it, not as an earlier run collected it."""
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()
