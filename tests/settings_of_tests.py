"""A pytest plugin, loaded before Django: the environment that every test runs in, whatever the shell holds."""

import base64
import os
import shutil
import tempfile
from pathlib import Path

# A folder of this run alone: static files that somebody collected before would give pages other names.
_folder = tempfile.mkdtemp(prefix="elearning-tests-")
(Path(_folder) / "static").mkdir()

os.environ |= {
    "DEMO": "0",
    "DEBUG": "0",
    "ENV_FILE": os.devnull,
    "VAR_DIR": _folder,
    "SECRET_KEY": "only-for-tests",
    "CERTIFICATE_SIGNING_KEY": base64.b64encode(b"only-for-tests-only-for-tests-32").decode(),
    "BASE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
}


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_folder, ignore_errors=True)
