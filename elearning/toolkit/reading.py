"""How long a module takes to read, and the words that search finds it by."""

import functools
import re
import threading
from typing import TYPE_CHECKING

import snowballstemmer

from elearning.text import plain

if TYPE_CHECKING:
    from .models import ModulePage

WORDS_A_MINUTE = 200  # reading to learn, in a second language for many
STEMMERS = {"en": "english", "fr": "french", "ar": "arabic", "es": "spanish", "pt": "portuguese"}
_WORD = re.compile(r"\w+")


def words_of(page: "ModulePage") -> list[str]:
    """Every word that a reader meets on the page."""
    texts = [page.title, page.summary]
    for stream in (page.objectives, page.body):
        for block in stream:
            texts += map(str, block.block.get_searchable_content(block.value))
    return _WORD.findall(plain(" ".join(texts)))


def minutes_of(page: "ModulePage") -> int:
    """The reading time in whole minutes, at least one."""
    return max(1, round(len(words_of(page)) / WORDS_A_MINUTE))


def stem(text: str, language: str) -> str:
    """The stems of the words of a text, so that *policing* finds *police*; small letters."""
    words = [word.lower() for word in _WORD.findall(text)]
    return " ".join(stemmer_of(language).stemWords(words))


def stems_of(page: "ModulePage") -> str:
    """The stems of all the words of a page, by the rules of its language."""
    return stem(" ".join(words_of(page)), page.locale.language_code)


def stemmer_of(language: str):
    """The stemmer of a language; English for one that has none. A stemmer holds its word: each thread has its own."""
    return _stemmer(language, threading.get_ident())


@functools.lru_cache(maxsize=1000)
def _stemmer(language: str, _thread: int):
    return snowballstemmer.stemmer(STEMMERS.get(language, "english"))
