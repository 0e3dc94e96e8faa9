"""A pytest plugin, loaded before Django: the environment that every test runs in, whatever the shell holds."""

import base64
import os

os.environ |= {
    "DEMO": "0",
    "DEBUG": "0",
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "only-for-tests",
    "CERTIFICATE_SIGNING_KEY": base64.b64encode(b"only-for-tests-only-for-tests-32").decode(),
    "BASE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
}
