"""Asks the context processor what it tells base.html about each of the cast."""

import pytest
from django.contrib.auth.models import AnonymousUser

from elearning.context import site


@pytest.fixture
def told(rf):
    """What the frame of a page is told for a person."""

    def ask(person, **cookies) -> dict:
        request = rf.get("/")
        request.user = person
        request.COOKIES.update(cookies)
        return site(request)

    return ask


def test_the_board_is_offered_to_those_who_may_see_it(told, amina, chen, dana, efua):
    people = (amina, chen, dana, efua, AnonymousUser())
    assert [bool(told(person)["may_see_board"]) for person in people] == [False, False, True, True, False]


def test_nobody_asks_the_database_before_the_header_is_drawn(told, dana, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = told(dana)
    with django_assert_num_queries(1):
        assert answer["may_see_board"]


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("", ""), ("pink", "")])
def test_only_known_schemes_reach_the_page(told, cookie, theme):
    assert told(AnonymousUser(), theme=cookie)["theme"] == theme


def test_the_site_says_its_name(told, settings):
    settings.SITE_NAME, settings.DEMO = "Elsewhere", True
    answer = told(AnonymousUser())
    assert (answer["site_name"], answer["settings_demo"]) == ("Elsewhere", True)
