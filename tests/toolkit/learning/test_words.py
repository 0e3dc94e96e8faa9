"""Words find each other across accents, vowel signs, letters of one sound, and forms; pure."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.toolkit.reading import stemmer_of
from elearning.toolkit.searching.showing import _cut, best_place
from elearning.toolkit.searching.words import holds, marked, stems_in, wanted


@pytest.mark.parametrize(
    ("asked", "text", "language"),
    [
        ("policing", "The police", "en"),
        ("securite", "La sécurité", "fr"),
        ("sécurité", "La securite des gens", "fr"),
        ("l'équité", "Une equité", "fr"),
        ("formacion", "formación", "es"),
        ("comunicacao", "a comunicação", "pt"),
        ("شرطة", "الشُّرْطَة المجتمعيّة", "ar"),
        ("الشرطه", "شرطة", "ar"),
        ("امن", "أمن المجتمع", "ar"),
        ("مجتمع", "المجتـــمع", "ar"),
        ("الشرطة", "المجتمع والشرطة", "ar"),
        ("شرطة", "ثقة بالشرطة", "ar"),
        ("الشرطة", "للشرطة", "ar"),
        ("مجتمع", "المجتمعات", "ar"),
        ("مواطن", "والمواطنين", "ar"),
        ("oeuvre", "mise en œuvre", "fr"),
        ("Œuvres", "la mise en oeuvre", "fr"),
        ("١٣٢٥", "القرار 1325", "ar"),
    ],
)
def test_a_word_finds_its_forms(asked, text, language):
    stems = stems_in(text, language)
    assert [word for word in wanted(asked, language) if not holds(stems, word)] == []
    assert any(is_word for _piece, is_word in marked(text, wanted(asked, language), language))


@pytest.mark.parametrize(("asked", "text", "language"), [("police", "polite", "en"), ("شرطة", "شارع", "ar")])
def test_another_word_is_not_found(asked, text, language):
    assert not any(holds(stems_in(text, language), word) for word in wanted(asked, language))


def test_stop_words_and_single_letters_ask_for_nothing():
    assert wanted("the of A x", "en") == []
    assert wanted("le la des", "fr") == []
    assert wanted("إلى هذا", "ar") == []
    assert len(wanted("the trust of trust", "en")) == 1


@given(st.text(max_size=200), st.sampled_from(["en", "fr", "es", "pt", "ar"]))
def test_marking_loses_nothing(text, language):
    assert "".join(piece for piece, _is_word in marked(text, wanted(text[:50], language), language)) == text


def test_the_snippet_is_the_best_place():
    paragraphs = [["p-1", "Trust.", " trust "], ["p-2", "Trust and patrol.", " trust and patrol "], ["p-3", "x", " x "]]
    words = wanted("trust patrols", "en")
    assert best_place(paragraphs, words) == ("p-2", "Trust and patrol.")
    assert best_place([["p-3", "x", " x "]], words) == ("", "x")
    text = f"{'word ' * 80}patrols{' word' * 80}"
    cut = _cut(text, words, "en")
    assert [piece for piece, is_word in cut if is_word] == ["patrols"]
    assert (cut[0][0], cut[-1][0]) == ("… ", " …")
    assert 200 < len("".join(piece for piece, _is_word in cut)) < 300


def test_each_thread_has_stemmers_of_its_own():
    with ThreadPoolExecutor(1) as other:
        assert other.submit(stemmer_of, "en").result() is not stemmer_of("en")  # a stemmer holds the word that it stems
    assert stemmer_of("en") is stemmer_of("en")
