"""A field of the forms of session plans that no widget of Django's has."""

import json
from typing import Any

from django import forms

from .content import PARTS


class Prints(forms.Field):
    """The prints of what was opened (`content.prints`) as JSON, to and fro; whatever else was sent says nothing.

    `forms.JSONField` lets numbers of thousands of digits, nesting of any depth and halves of surrogates through.
    """

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value or {})

    def to_python(self, value: Any) -> dict[str, str]:
        try:
            said = json.loads(value or "{}")
        except (ValueError, RecursionError):
            return {}
        return {name: said[name] for name in PARTS if isinstance(said.get(name), str)} if isinstance(said, dict) else {}
