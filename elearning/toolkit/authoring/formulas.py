"""How hard a text is to read, by the formula that its language is known by; pure."""

import re
from dataclasses import dataclass

LONG_SENTENCES = 25  # words on average: over this a reader in a second language loses the thread
HARD = 30  # of 100: below it a text reads like a law or a thesis
FEW = 100  # words: a formula says nothing about less
_SENTENCE = re.compile(r"[.!?…؟۔]+(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS = {
    "en": re.compile(r"[aeiouy]+"),
    "fr": re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+"),
    # Two strong vowels side by side are two syllables, as is a weak one with an accent.
    "es": re.compile(r"[iuü]?[aeoáéó][iuyü]?|[íú]|[iuü]+|y(?![aeiouáéíóú])"),
    "pt": re.compile(r"[iu]?(?:ã[oe]|õe|[aeoáéóâêôãõà][iu]?)|[íú]|[iu]+"),
}


@dataclass(frozen=True)
class Formula:
    """A constant, less so much for each word of a sentence, less so much for each syllable of a word."""

    name: str
    start: float
    a_word: float
    a_syllable: float


FORMULAS = {
    "en": Formula("Flesch", 206.835, 1.015, 84.6),
    "fr": Formula("Kandel–Moles", 207.0, 1.015, 73.6),
    "es": Formula("Fernández Huerta", 206.84, 1.02, 60.0),
    "pt": Formula("Flesch, Martins et al. 1996", 248.835, 1.015, 84.6),
}


@dataclass(frozen=True)
class Ease:
    """What was counted; `score` (0 to 100) is None where the language has no formula or the text is too short."""

    words: int
    sentences: int
    formula: str = ""
    score: float | None = None

    @property
    def words_a_sentence(self) -> float:
        return round(self.words / self.sentences, 1) if self.sentences else 0.0

    @property
    def is_hard(self) -> bool:
        return self.score is not None and self.score < HARD

    @property
    def is_long_winded(self) -> bool:
        return self.words >= FEW and self.words_a_sentence > LONG_SENTENCES


def syllables(word: str, language: str) -> int:
    """The syllables of a word as they are said, at least one; good enough for an average."""
    word = word.lower()
    found = len(_VOWELS[language].findall(word))
    if language == "en" and found > 1 and re.search(r"[^aeiouyl]e(?:s|d)?$|[aeiouy]le$", word):
        found -= not re.search(r"(?:[sxz]|ch|sh|[cg])es$|[td]ed$", word)
    if language == "fr" and found > 1 and re.search(r"[^aeiouyéèê](?:e|es|ent)$", word):
        found -= 1
    return max(1, found)


def ease_of(text: str, language: str) -> Ease:
    """Counted over whole sentences; a heading or an item of a list on a line of its own is one."""
    sentences = [words for part in _SENTENCE.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    formula = FORMULAS.get(language)
    if formula is None or len(words) < FEW:
        return Ease(len(words), len(sentences), formula.name if formula else "")
    spoken = sum(syllables(word, language) for word in words) / len(words)
    score = formula.start - formula.a_word * len(words) / len(sentences) - formula.a_syllable * spoken
    return Ease(len(words), len(sentences), formula.name, round(min(100, max(0, score)), 1))
