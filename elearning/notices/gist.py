"""The first sentence of a notice, for a line of the digest."""

import re

SENTENCE = re.compile(r".+?[.!?؟。:](?=\s|$)", re.DOTALL)
LONGEST = 240


def gist(text: str) -> str:
    """The first sentence after the greeting; one that ends in a colon goes on with what it announces."""
    parts = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    body = parts[1:] or parts
    sentence = _first_sentence(body[0]) if body else ""
    if sentence.endswith(":") and sentence == body[0] and len(body) > 1 and "://" not in body[1]:
        sentence = f"{sentence} {_first_sentence(body[1])}"
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rstrip() + "…"


def _first_sentence(part: str) -> str:
    found = SENTENCE.match(part)
    return found.group() if found else part
