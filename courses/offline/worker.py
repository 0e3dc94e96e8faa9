"""The text of the service worker, which changes whenever one of its files does."""

import json
from hashlib import sha256

from django.conf import settings
from django.templatetags.static import static

from .owners import HEADER
from .statics import files_for

SCRIPTS = ("worker", "page", "sending", "store")


def worker_text() -> str:
    """A few facts, and the script that does the work."""
    files = files_for(static(f"js/offline/{name}.js") for name in SCRIPTS)
    version = sha256(json.dumps([(file.address, file.version) for file in files]).encode()).hexdigest()[:16]
    facts = {"header": HEADER, "static": settings.STATIC_URL, "media": settings.MEDIA_URL, "version": version}
    return f"const OFFLINE = {json.dumps(facts)};\nimportScripts({json.dumps(static('js/offline/worker.js'))});\n"
