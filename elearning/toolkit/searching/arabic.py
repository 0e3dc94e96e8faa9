"""The light stem of an Arabic word, without the small words and endings that are written onto it; pure."""

# What the stemmer of Snowball leaves: *and the*, *in the*; the plurals. After Larkey, Ballesteros and Connell, light10.
_BEFORE = (
    "\u0648\u0627\u0644",
    "\u0628\u0627\u0644",
    "\u0643\u0627\u0644",
    "\u0641\u0627\u0644",
    "\u0627\u0644",
    "\u0644\u0644",
)
_AND = "\u0648"
_AFTER = (
    "\u0647\u0627",
    "\u0627\u0646",
    "\u0627\u062a",
    "\u0648\u0646",
    "\u064a\u0646",
    "\u064a\u0647",
    "\u0647",
    "\u064a",
)
SHORTEST = 2


def light(word: str) -> str:
    """What is left of a word, given as `words.fold` leaves it."""
    if word.startswith(_AND) and len(word) > SHORTEST + 1 and not word.startswith(_BEFORE):
        word = word.removeprefix(_AND)
    for small in _BEFORE:
        if word.startswith(small) and len(word) >= len(small) + SHORTEST:
            word = word.removeprefix(small)
            break
    for ending in _AFTER:
        if word.endswith(ending) and len(word) >= len(ending) + SHORTEST:
            word = word.removesuffix(ending)
    return word
