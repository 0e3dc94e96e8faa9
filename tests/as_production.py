"""Runs a command with the settings of a real site, made up for this one run."""

import base64
import os
import secrets
import subprocess
import sys

SETTINGS = {
    "DEMO": "0",
    "DEBUG": "0",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "CERTIFICATE_SIGNING_KEY": base64.b64encode(os.urandom(32)).decode(),
    "BASE_URL": "https://learning.example.org",
    "ALLOWED_HOSTS": "learning.example.org",
}

if __name__ == "__main__":
    sys.exit(subprocess.call(sys.argv[1:], env={**os.environ, **SETTINGS}))
