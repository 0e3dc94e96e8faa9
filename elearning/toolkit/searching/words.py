"""Words as search compares them: without accents and vowel signs, and by their stems."""

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from ..reading import stemmer_of
from .arabic import light
from .stopwords import STOP_WORDS

# Vowel signs and other marks belong to the word that they stand in.
WORD = re.compile(r"\w(?:[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]*)")
_LETTERS = str.maketrans("\u0629\u0649\u0671", "\u0647\u064a\u0627", "\u0640")  # taa marbuta, alef maksura, wasla
_LETTERS |= str.maketrans({"\u0153": "oe", "\u00e6": "ae"})  # few keyboards have the letters of *mise en oeuvre*
_HAA, _TAA_MARBUTA = "\u0647", "\u0629"
SHORTEST = 2

Wanted = tuple[str, ...]  # the forms of one word, any of which will do


def fold(text: str) -> str:
    """Small letters without accents; Arabic in one form of each letter, without vowel signs and tatweel."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) != "Mn")
    digits = "".join(str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in bare)
    return digits.casefold().translate(_LETTERS)


@functools.lru_cache(maxsize=20_000)
def forms(word: str, language: str) -> Wanted:
    """The stem of a word as it is written, and as it is written without accents: one form or a few."""
    stemmer, small, bare = stemmer_of(language), word.lower(), fold(word)
    found = {fold(stemmer.stemWord(small)), stemmer.stemWord(bare)}
    if language == "ar":
        found.add(light(bare))
        if bare.endswith(_HAA):  # many write it for taa marbuta
            found.add(fold(stemmer.stemWord(f"{bare[:-1]}{_TAA_MARBUTA}")))
    return tuple(sorted(form for form in found if form))


def stems_in(text: str, language: str) -> str:
    """All forms of all words of a text, a space around each."""
    words = (form for match in WORD.finditer(text) for form in forms(match[0], language))
    return f" {' '.join(words)} "


def wanted(words: str, language: str) -> list[Wanted]:
    """What a text of this language must hold to be found; stop words and single letters ask for nothing."""
    found = (match[0] for match in WORD.finditer(words))
    telling = [word for word in found if len(fold(word)) >= SHORTEST and fold(word) not in STOP_WORDS.get(language, ())]
    return list(dict.fromkeys(each for word in telling if (each := forms(word, language))))


def holds(stems: str, word: Wanted) -> bool:
    """Whether a text, given by its stems, holds this word."""
    return any(f" {form} " in stems for form in word)


def score(title_stems: str, stems: str, words: Sequence[Wanted]) -> int:
    """How close a text is: words in the title count most, and a word counts twenty times at most."""
    in_title = sum(holds(title_stems, word) for word in words)
    often = sum(min(sum(stems.count(f" {form} ") for form in word), 20) for word in words)
    return 50 * (in_title == len(words)) + 10 * in_title + often


def marked(text: str, words: Sequence[Wanted], language: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words; the pieces together are the text."""
    asked = {form for word in words for form in word}
    last = 0
    for match in WORD.finditer(text):
        if asked.intersection(forms(match[0], language)):
            if match.start() > last:
                yield text[last : match.start()], False
            yield match[0], True
            last = match.end()
    if last < len(text):
        yield text[last:], False
