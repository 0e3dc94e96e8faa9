"""A public module with two headings, and its paragraphs."""

import pytest

from elearning.toolkit.learning.paragraphs import Paragraph, paragraphs_of
from elearning.toolkit.models import ModulePage

BODY = [
    ("heading", "First"),
    ("text", "<p>Alpha begins here.</p><p>Beta follows, beta again.</p>"),
    ("heading", "Second"),
    ("text", "<p>Gamma ends it.</p>"),
]


@pytest.fixture
def module(make_module) -> ModulePage:
    made = make_module("m8", audience="public", title="Trust", body=BODY)
    made.refresh_from_db()
    return made


@pytest.fixture
def paragraphs(module) -> list[Paragraph]:
    return paragraphs_of(module)
