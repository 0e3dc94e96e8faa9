"""The content of a question becomes the values of a form and comes back the same."""

import string

from hypothesis import given
from hypothesis import strategies as st

from assessments.flat import LETTERS, NOTHING, content_of, keys_of, values_of
from tests.assessments.factories import make_content

SITE = ["en", "fr"]
words = st.text(string.ascii_letters, min_size=1, max_size=5)


@st.composite
def contents(draw) -> dict:
    """Whole content in some languages, one of which the site may not have."""
    keys = draw(st.lists(words, unique=True, max_size=10))
    texts = {
        language: {
            "stem": draw(words),
            "choices": {key: {"text": draw(words), "feedback": draw(words | st.just(""))} for key in keys},
            "general_feedback": draw(words | st.just("")),
        }
        for language in draw(st.lists(st.sampled_from([*SITE, "pt"]), unique=True))
    }
    correct = [key for key in keys if draw(st.booleans())]
    if not set(SITE) & set(texts):  # nothing shown of any choice: then they are there by their marks alone
        keys = correct
    return {"choices": keys, "correct": correct, "texts": texts}


@given(contents())
def test_there_and_back_is_the_same(content):
    assert content_of(values_of(content, SITE), SITE, content) == content


@given(st.dictionaries(st.sampled_from([f"text_{row}_en" for row in range(10)]), words))
def test_new_rows_get_letters_of_their_own(values):
    keys = keys_of(values, SITE)
    assert list(keys.values()) == list(LETTERS[: len(values)])
    assert sorted(keys) == sorted(int(name.split("_")[1]) for name in values)


def test_what_the_form_does_not_show_is_kept():
    before = make_content(languages="en pt") | {"source": "workshop"}
    before["texts"]["en"]["note"] = "for translators"
    before["texts"]["en"]["choices"]["b"]["partial"] = 0.5
    after = content_of(values_of(before, SITE) | {"text_1_en": "other"}, SITE, before)
    assert (after["source"], after["texts"]["en"]["note"]) == ("workshop", "for translators")
    assert after["texts"]["en"]["choices"]["b"] == {"text": "other", "feedback": "about b", "partial": 0.5}
    assert after["texts"]["pt"] == before["texts"]["pt"]


def test_a_language_of_old_goes_when_a_choice_is_new_to_it():
    before = make_content(languages="en pt")
    assert "pt" not in content_of(values_of(before, SITE) | {"text_3_en": "new"}, SITE, before)["texts"]


def test_a_new_choice_inherits_nothing_from_the_one_that_had_its_letter():
    before = make_content(choices="ab")
    before["texts"]["en"]["choices"]["b"]["partial"] = 0.5
    values = values_of(before, SITE) | {"text_1_en": "", "feedback_1_en": "", "text_2_en": "new"}
    assert content_of(values, SITE, before)["texts"]["en"]["choices"]["b"] == {"text": "new", "feedback": ""}


def test_nothing_written_is_nothing():
    assert content_of({}, SITE) == NOTHING
