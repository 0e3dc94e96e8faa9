"""Codes, foreign titles and addresses within a text that runs from right to left: they keep their own order."""

import re

# A run of Latin letters and figures held together by signs that would otherwise be turned round.
RUN = r"(?<![\w&#;])\+?[A-Za-z0-9][A-Za-z0-9._/:@+-]*[-/:@+.][A-Za-z0-9._/:@+-]*[A-Za-z0-9](?![\w;])"
QUOTED = r"(?<=«)[^«»<>\n]*[A-Za-z][^«»<>\n]*(?=»)"  # a title that is not in Arabic, with the signs at its end
TAG_OR_RUN = re.compile(rf"<style.*?</style>|<title.*?</title>|<bdi>.*?</bdi>|<[^>]*>|({QUOTED}|{RUN})", re.DOTALL)
TEXT_RUN = re.compile(rf"{QUOTED}|{RUN}")
LONE_LINE = re.compile(r"\S+")


def isolate_html(html: str) -> str:
    """Each such run in a `bdi`; tags stay as they are."""
    return TAG_OR_RUN.sub(lambda found: f"<bdi>{found[1]}</bdi>" if found[1] else found[0], html)


def isolate_text(text: str) -> str:
    """Each such run between FSI and PDI; an address alone on its line stays bare, since mail programs link it."""
    lines = text.split("\n")
    return "\n".join(
        line if LONE_LINE.fullmatch(line.strip()) else TEXT_RUN.sub("\u2068\\g<0>\u2069", line) for line in lines
    )
