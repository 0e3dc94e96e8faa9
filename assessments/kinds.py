"""The types of questions: their names, and what can be said of them without a database."""

import re

SINGLE, MULTIPLE, TRUE_FALSE = "single", "multiple", "true_false"
MATCHING, ORDERING = "matching", "ordering"
SHORT_TEXT, NUMERIC, GAP_TEXT, FREE_TEXT = "short_text", "numeric", "gap_text", "free_text"
KINDS = (SINGLE, MULTIPLE, TRUE_FALSE, MATCHING, ORDERING, SHORT_TEXT, NUMERIC, GAP_TEXT, FREE_TEXT)
# Those whose answer is one or several of a list.
OF_CHOICES = (SINGLE, MULTIPLE, TRUE_FALSE)

# How a type may be marked; the first is what holds where nothing is said.
SCORINGS = {
    SINGLE: ("all", "weights"),
    MULTIPLE: ("all", "partial", "negative", "weights"),
    TRUE_FALSE: ("all",),
    MATCHING: ("partial", "all"),
    ORDERING: ("all", "partial"),
}

_GAP = re.compile(r"\[\[([0-9]{1,2})\]\]")


def gaps_in(stem: str) -> list[str]:
    """The keys of the gaps of a text, in its order."""
    return _GAP.findall(stem)


def split_at_gaps(stem: str) -> list[str]:
    """The text and the keys of its gaps by turns: text, key, text, …, text."""
    return _GAP.split(stem)
