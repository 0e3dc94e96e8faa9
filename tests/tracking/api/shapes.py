"""Holds JSON against the part of JSON Schema that our description uses, and refuses a description that uses more."""

import re
from typing import Any

KINDS = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}
KNOWN = {"type", "format", "pattern", "enum", "items", "properties", "required", "additionalProperties", "anyOf",
         "description", "$ref"}  # fmt: skip
FORMATS = {"date": r"\d{4}-\d\d-\d\d", "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"}


def faults(value: Any, schema: dict, whole: dict, at: str = "$") -> list[str]:
    """What of a value is not as the schema says."""
    assert set(schema) <= KNOWN, f"{at}: {set(schema) - KNOWN} is not known to this test"
    if "$ref" in schema:
        return faults(value, whole["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], whole, at)
    if "anyOf" in schema:
        return [] if any(not faults(value, one, whole, at) for one in schema["anyOf"]) else [f"{at}: fits nothing"]
    kind = KINDS[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return [f"{at}: {value!r} is no {schema['type']}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: {value!r} is not offered")
    pattern = schema.get("pattern") or FORMATS.get(schema.get("format", ""))
    if pattern and not re.fullmatch(pattern.strip("^$"), value):
        found.append(f"{at}: {value!r} is not like {pattern}")
    if kind is list:
        found += [fault for n, item in enumerate(value) for fault in faults(item, schema["items"], whole, f"{at}[{n}]")]
    if kind is dict:
        found += _of_object(value, schema, whole, at)
    return found


def _of_object(value: dict, schema: dict, whole: dict, at: str) -> list[str]:
    properties, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    found = [f"{at}.{name} is missing" for name in schema.get("required", []) if name not in value]
    for name, item in value.items():
        if name in properties or isinstance(more, dict):
            found += faults(item, properties.get(name, more), whole, f"{at}.{name}")
        elif not more:
            found.append(f"{at}.{name} is not described")
    return found
