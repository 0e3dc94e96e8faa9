"""A server that sends what a real site's would: static files joined, hashed, compressed and kept; pages compressed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test.testcases import LiveServerThread

CMS_ALONE = ["wagtail*", "flags", "treebeard", "vendor"]


def collect(folder: Path) -> None:
    """As collectstatic does, but without what the CMS alone needs: that would take twenty seconds."""
    paths = {}
    for finder in get_finders():
        for name, storage in finder.list(CMS_ALONE):
            paths[name] = (storage, name)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(Path(storage.path(name)).read_bytes())
    for _name, _processed, fault in staticfiles_storage.post_process(paths):
        if isinstance(fault, Exception):
            raise fault


@contextmanager
def server_of_production() -> Iterator[str]:
    """The address of one whose static files lie in settings.STATIC_ROOT."""
    thread = LiveServerThread("localhost", lambda application: application)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://localhost:{thread.port}"
    finally:
        thread.terminate()
        thread.join()
