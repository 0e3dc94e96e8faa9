"""What a translation that waits still counts for, and what a reader is told whose language no question speaks."""

import copy
import json
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from assessments.marking import mark
from assessments.papers import number_fault
from assessments.readiness import readied
from tests.assessments.authors import text_of
from tests.assessments.contents import CONTENTS
from tests.assessments.factories import make_content, make_quiz_of
from tests.assessments.test_readiness import changed


@pytest.mark.parametrize("kind", ["short_text", "gap_text"])
def test_what_a_translation_that_waits_accepts_is_right_only_while_the_source_accepts_all_that_it_did(kind):
    """Asked for Kenya's capital and then for Ghana's: “Nairobi” in the French that nobody has mended earns nothing."""

    def accepted(texts: dict) -> list:
        return texts["accepted"] if kind == "short_text" else texts["gaps"]["2"]["accepted"]

    def earned(content: dict, said: str) -> Decimal:
        answer = [said] if kind == "short_text" else [f"2:{said}"]
        return mark(kind, content, answer, Decimal(4), "fr") * (1 if kind == "short_text" else 2)

    first = json.loads(json.dumps(CONTENTS[kind](languages="en fr")))  # the languages share their lists
    accepted(first["texts"]["fr"])[0]["text"] = "Naïrobi-la-Verte"
    assert earned(first, "Naïrobi-la-Verte") == 4
    wording = copy.deepcopy(changed(first))
    accepted(wording["texts"]["en"]).insert(0, {"text": "Nai", "share": "100", "feedback": ""})
    wording = readied(wording, first)
    assert list(wording["unready"]) == ["fr"]
    assert [earned(wording, each) for each in ("Nairobi", "Nai", "Naïrobi-la-Verte")] == [4, 4, 4]
    other = copy.deepcopy(changed(first))
    accepted(other["texts"]["en"])[0]["text"] = "Accra"
    other = readied(other, first)
    assert list(other["unready"]) == ["fr"]
    assert [earned(other, each) for each in ("Accra", "Nairobi", "Naïrobi-la-Verte")] == [4, 0, 0]


def test_a_quiz_without_a_question_in_her_language_says_so_before_it_begins(db, amina, client_for):
    quiz = make_quiz_of(("single", make_content(languages="en fr")), purpose="practice")
    client, address = client_for(amina), reverse("assessments:start", args=[quiz.uuid])
    with translation.override("pt"):
        sentence = translation.gettext("This text is not yet in %(wanted)s. It is shown in %(shown)s.")
        names = {"wanted": translation.gettext("Portuguese").lower(), "shown": translation.gettext("English").lower()}
    assert sentence % names in text_of(client.get(address, headers={"accept-language": "pt"}))
    for language in ("fr", "en"):
        assert "notice" not in str(
            client.get(address, headers={"accept-language": language}).content.split(b"<main")[1]
        )


def test_a_number_that_is_another_in_the_language_in_which_she_goes_on_is_asked_for_again():
    with translation.override("en"):
        assert "two ways" in number_fault("1,500", "fr")
        assert [number_fault(text, "fr") for text in ("1500", "1,5", "1.5", "")] == [""] * 4
    with translation.override("fr"):
        assert number_fault("1,500", "fr") == ""
