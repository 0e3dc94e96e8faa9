"""The door for a WSGI server such as gunicorn; it refuses to open on demonstration secrets or accounts."""

import os

from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "elearning.settings")
application = get_wsgi_application()

from elearning.checks import refuse_demo_world  # noqa: E402  (needs the apps loaded)

_errors = [message for message in run_checks() if message.level >= ERROR]
if _errors:
    raise ImproperlyConfigured("\n".join(f"{message.msg} {message.hint or ''}" for message in _errors))
refuse_demo_world()
