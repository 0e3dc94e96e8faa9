"""The first sentence of a notice, for a line of the digest."""

import re

SENTENCE = re.compile(r".+?[.!?؟。:](?=\s|$)", re.DOTALL)
LONGEST = 240


def gist(text: str) -> str:
    """The first sentence after the greeting."""
    parts = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    body = parts[1] if len(parts) > 1 else "".join(parts)
    found = SENTENCE.match(body)
    sentence = found.group() if found else body
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rstrip() + "…"
