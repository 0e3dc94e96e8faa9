"""The parts of a GIFT file: from lines to blocks, and from a block to title, stem and answers; see `gift`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .texts import BLANKS, Refused

CATEGORY = "$CATEGORY:"
BLANK = "_____"
_ESCAPED = re.compile(r"\\([\\:#={}~n])")
# What was escaped is hidden behind signs that no text holds (the reader takes control signs out) until all is split.
_SIGNS = ":#={}~\n"
_HIDDEN = {"\\": "\\"} | {("n" if sign == "\n" else sign): chr(number) for number, sign in enumerate(_SIGNS, start=1)}
_SHOWN = dict(enumerate(_SIGNS, start=1))
_LABEL = re.compile(r"\[([a-z_]{1,20}):")
_LAST = re.compile(r"(?<!\\)\]")


@dataclass
class Block:
    """What stands between two empty lines, escaped signs hidden; `comments` are the lines that begin with //."""

    line: int
    lines: list[str]
    comments: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip(BLANKS)


@dataclass(frozen=True)
class Parts:
    """A block taken apart. `answers` is None for a text without braces."""

    title: str
    stem: str
    answers: str | None
    general: str


def hidden(text: str) -> str:
    return _ESCAPED.sub(lambda found: _HIDDEN[found[1]], text) if "\\" in text else text


def shown(text: str) -> str:
    return text.translate(_SHOWN)


def blocks(text: str) -> Iterator[Block]:
    """The blocks. A brace that is open goes on over empty lines, but not into the next question."""
    lines = [line.strip(BLANKS) for line in text.split("\n")]
    at = 0
    while at < len(lines):
        block, at = _next_block(lines, at)
        if block.lines:
            yield block


def _next_block(lines: list[str], start: int) -> tuple[Block, int]:
    block, braces = Block(start + 1, [], []), ""
    empty: tuple[int, int, int] | None = None  # the first empty line after an open brace: where, and what was there
    for at in range(start, len(lines)):
        line = lines[at]
        if not line:
            if braces != "{" and (block.lines or block.comments):
                return block, at + 1
            if braces == "{" and not empty:
                empty = (at, len(block.lines), len(block.comments))
        elif line.startswith("//"):
            block.comments.append(line)
        elif line.startswith(CATEGORY) and braces != "{":
            return (block, at) if block.lines else (Block(at + 1, [hidden(line)], []), at + 1)
        else:
            line = hidden(line)
            if empty and _begins_a_question(line):
                return _cut(block, empty)
            if not block.lines:
                block.line = at + 1
            block.lines.append(line)
            braces = _braces(braces, line)
    return _cut(block, empty) if empty and braces == "{" else (block, len(lines))


def _cut(block: Block, empty: tuple[int, int, int]) -> tuple[Block, int]:
    """The block up to the empty line: its brace was forgotten, and the rest is another question."""
    at, lines, comments = empty
    return Block(block.line, block.lines[:lines], block.comments[:comments]), at + 1


def _begins_a_question(line: str) -> bool:
    opens, closes = line.find("{"), line.find("}")
    return line.startswith(("::", CATEGORY)) or (opens >= 0 and (closes < 0 or opens < closes))


def _braces(before: str, line: str) -> str:
    """“”, “{” or “{}”: the first of each count, as in Moodle."""
    if not before and "{" in line:
        before, line = "{", line.partition("{")[2]
    return "{}" if before == "{" and "}" in line else before


def parts_of(text: str) -> Parts:
    title = ""
    if text.startswith("::"):
        name, found, rest = text[2:].partition("::")
        title, text = (shown(name).strip(BLANKS), rest.strip(BLANKS)) if found else ("", text[2:])
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        return Parts(title, text, None, "")
    _check_braces(text, start, end)
    answers, found, general = text[start + 1 : end].strip(BLANKS).rpartition("####")
    if not found:
        answers, general = general, ""
    gap = "" if end == len(text) - 1 else BLANK
    return Parts(title, text[:start] + gap + text[end + 1 :], answers.strip(BLANKS), general)


def _check_braces(text: str, start: int, end: int) -> None:
    if end < 0:
        raise Refused(_("The brace is not closed: write } after the answers."))
    if start < 0 or end < start:
        raise Refused(_("A } stands before any {: write \\} where you mean the sign itself."))
    if "{" in text[end + 1 :] or "}" in text[end + 1 :]:
        raise Refused(_("More braces follow the answers: leave an empty line between two questions."))


def labels_in(comments: list[str]) -> list[tuple[str, str]]:
    """The labels of comments, as in `// [id:abc] [tag:easy]`; `\\]` is a bracket of the value."""
    found = []
    for comment in comments:
        at, last = 0, comment.rfind("]")
        while (label := _LABEL.search(comment, at)) and label.end() < last + 1:
            closing = _LAST.search(comment, label.end())
            at = closing.start() if closing else last
            found.append((label[1], comment[label.end() : at].replace("\\]", "]").strip()))
    return found
