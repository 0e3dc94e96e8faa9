r"""Reads GIFT, the text format of Moodle, as Moodle's own importer reads it.

    file       = blocks, an empty line between them; // begins a line that is a comment, wherever it stands
    block      = "$CATEGORY:" path  |  question
    path       = "$course$/top/" name { "/" name }, where // is a slash in a name; it holds until the next one
    question   = [ "::" title "::" ] [ format ] stem "{" answers [ "####" general feedback ] "}" [ rest of the stem ]
    format     = "[html]" | "[markdown]" | "[plain]" | "[moodle]", of the stem; before any other text, of that one
    answers    = (nothing)                                          free text
               | "#" numbers                                        numeric
               | { ("=" | "~") [ weight ] text [ "#" feedback ] }   one choice; several where no = stands among them
               | { "=" left "->" right }                            matching; without a left side, right to nothing
               | ("T"|"TRUE"|"F"|"FALSE") [ "#" wrong [ "#" right ] ]   true or false
               | { "=" [ weight ] text [ "#" feedback ] }           short text
    numbers    = { "=" [ weight ] number } [ "~#" feedback for any other ], or one without its =
    number     = value | value ":" tolerance | least ".." most | "*", each with [ "#" feedback ]
    weight     = "%" percent "%"
    escapes    = \~ \= \# \{ \} \: \\ for the signs, \n for a new line

A rest of the stem makes a missing word, shown as _____. Without braces it is a description: it asks nothing. A comment
in the block may hold labels: `// [id:abc] [tag:x]` are Moodle's, [points:2], [scoring:all], [objective:…],
[fold_case:no], [fold_accents:yes] and [model_answer:…] are ours and no more than a comment to Moodle.
An open brace goes on over empty lines, which Moodle does not allow, unless the next question begins before its end.
"""

from django.utils.translation import gettext as _

from .categories import names_in
from .drafts import Header, NotOurs, finish, name_from, points_in
from .gift_answers import draft_of, source_in
from .gift_reading import CATEGORY, Block, blocks, labels_in, parts_of, shown
from .questions import Fault, FileQuestion, LeftOut, Reading
from .texts import CONTROL, Refused, plain_of


def read(text: str | bytes, language: str) -> Reading:
    """All that the file gives; whatever the text is, it is read to its end."""
    reading = Reading()
    lines = _clean(text, reading)
    category: tuple[str, ...] = ()
    for block in blocks(lines):
        if block.text.startswith(CATEGORY):
            category = names_in(shown(block.text[len(CATEGORY) :]).strip())
            continue
        header = Header(block.line, category=category)
        _read_block(block, header, language, reading)
    reading.faults.sort(key=lambda fault: fault.line)
    return reading


def _clean(text: str | bytes, reading: Reading) -> str:
    """The text with one kind of line end, without signs that are none; each line with such a sign is a fault."""
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError as error:
            line = text.count(b"\n", 0, error.start) + 1
            reading.faults.append(Fault(line, _("The file is not in UTF-8: save it so, then try again.")))
            return ""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if CONTROL.search(text):
        for number, line in enumerate(text.split("\n"), start=1):
            if found := CONTROL.search(line):
                sign = {"sign": f"U+{ord(found[0]):04X}"}
                reading.faults.append(Fault(number, _("The line holds a sign that is no text: %(sign)s.") % sign))
        text = CONTROL.sub("", text)
    return text


def _read_block(block: Block, header: Header, language: str, reading: Reading) -> None:
    header.name = name_from(shown(block.text))
    try:
        result = _question(block, header, language)
    except Refused as fault:
        result = Fault(header.line, str(fault), header.name)
    except NotOurs as reason:
        result = LeftOut(header.line, header.name, str(reason))
    {FileQuestion: reading.questions, Fault: reading.faults, LeftOut: reading.left_out}[type(result)].append(result)


def _question(block: Block, header: Header, language: str) -> FileQuestion | Fault:
    parts = parts_of(block.text)
    stem = source_in(parts.stem, "moodle")
    header.name = parts.title or name_from(plain_of(stem))
    if parts.answers is None:
        raise NotOurs(_("It is a description: it asks nothing."))
    labels = _put_labels(block, header)
    draft = draft_of(parts.answers, stem.format, labels, language)
    return finish(draft, header, language, stem, source_in(parts.general, stem.format))


def _put_labels(block: Block, header: Header) -> dict[str, str]:
    """What the comments say, in the header; the rest for the answers. The first of two holds."""
    labels = labels_in(block.comments)
    first = dict(reversed(labels))
    header.code = first.get("id", "")
    header.tags = tuple(value for name, value in labels if name == "tag")
    header.objective = first.get("objective", "")
    if "points" in first:
        header.points = points_in(first["points"])
    return first
