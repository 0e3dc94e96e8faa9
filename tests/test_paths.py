"""Addresses that no page can have: not there, and no database is asked for them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db
PATHS = ["workshops/CEP-2023-MBA/seat/a%00b/", "workshops/CEP-2023-MBA/logistics/a%00/", "en/cep/a%00/", "%00"]
PATHS += ["workshops/CEP-2023-MBA/needs/of/a%00/"]


@pytest.mark.parametrize("path", PATHS)
def test_a_path_with_a_nul_byte_is_not_there(dana, client_for, path):
    for client in (Client(), client_for(dana)):
        client.get("/nowhere-at-all/")
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/{path}")
        assert answer.status_code == 404
        assert "This page is not here" in answer.content.decode()
        assert not [query["sql"] for query in asked if "\0" in query["sql"] or "redirect" in query["sql"]]
