"""What a page says, and what it costs."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split("<main")[1].split("</main>")[0].split())


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
