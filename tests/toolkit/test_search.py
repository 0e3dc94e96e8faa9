"""Search: finds other forms of a word, never what one may not see, and is not upset by odd signs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from wagtail.search import index

from elearning.toolkit.finding import find_modules
from elearning.toolkit.forms import clean_query


@pytest.fixture(autouse=True)
def _indexed(modules):
    """What the worker does with the tasks that saving left."""
    for module in modules.values():
        index.insert_or_update_object(module)


def titles(words, language, user):
    return [found.page.title for found in find_modules(words, language, user)]


def test_another_form_of_the_word_finds_the_module(modules):
    anyone = AnonymousUser()
    assert titles("police", "en", anyone) == ["Policing with people"]
    assert titles("officer meeting", "en", anyone) == ["Policing with people"]
    assert titles("policier habitant", "fr", anyone) == ["La police avec les gens"]
    assert titles("policing nowhere", "en", anyone) == []


def test_nobody_finds_what_she_may_not_see(modules, amina):
    assert titles("secret", "en", AnonymousUser()) == []
    assert titles("secret", "en", amina) == ["Secret risks"]
    assert titles("secrets", "fr", amina) == ["Secret risks"]
    assert "Secret" not in Client().get("/search/?q=risks").content.decode()


@pytest.mark.parametrize(
    "query", ['"', "''", "a AND", "NEAR(", "*", "\0", " ", "%00", "a" * 5000, "x:y", "-", "(", "—"]
)
def test_odd_signs_are_answered_calmly(modules, query):
    assert Client().get("/search/", {"q": query}).status_code == 200


def test_a_query_keeps_letters_of_every_script():
    assert clean_query('policía "où" الشُّرطة\0*') == "policía où الشُّرطة"
