"""Measures room mode: the bytes that a device fetches before it can do without a network."""

import datetime
import json
import re
import urllib.request

CODE = "CEP-2023-MBA"


def measure_room(base: str) -> None:
    """One line: what the worker keeps and the roster of 50 people, compressed as they cross the line."""
    home = f"{base}/workshops/{CODE}/room"
    facts = json.loads(re.match(r"const ROOM = (.*);\n", _text(f"{home}/app/worker.js"))[1])
    sizes = {"shell": _size(f"{home}/app/"), "js": 0, "css": 0, "pictures": 0}
    for path in facts["files"]:
        ending = path.rsplit(".", 1)[1]
        sizes[ending if ending in sizes else "pictures"] += _size(base + path)
    sizes["roster"] = _size(f"{home}/roster/", Authorization=f"Device {_token()}")
    decoder = sum(_size(base + path) for path in facts["decoder"])
    parts = ", ".join(f"{name} {size}" for name, size in sizes.items())
    requests = len(facts["files"]) + 2
    print(f"room mode, first load: {sum(sizes.values())} bytes in {requests} requests ({parts});")
    print(f"  where the browser reads no QR codes by itself {decoder} more.")


def _token() -> str:
    """A device of somebody at headquarters, as if the workshop of the demonstration were held today."""
    from elearning.people.models import User
    from workshops.actions.devices import prepare_device
    from workshops.models import Workshop

    today = datetime.datetime.now(datetime.UTC).date()
    Workshop.objects.filter(code=CODE).update(state=Workshop.State.LIVE, ends_on=today)
    dana = User.objects.get(email="dana@example.org")
    device, secret = prepare_device(Workshop.objects.get(code=CODE), dana, "Bench", by=dana)
    return f"{device.uuid}.{secret}"


def _size(address: str, **headers: str) -> int:
    """How many bytes cross the line, as brotli or gzip."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "br, gzip", **headers})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return len(answer.read())


def _text(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()
