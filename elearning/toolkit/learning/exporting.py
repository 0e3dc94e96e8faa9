"""What a reader keeps as one file: Markdown, or HTML to print."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from elearning.fields import direction_of

from .kept import Kept, OfModule

_LISTED = re.compile(r"(?m)^(\s*)(\d*)([-+.)])(?=\s)")  # what begins an item of a list
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")


def as_markdown(modules: Iterable[OfModule]) -> str:
    """A heading for each module, a quotation for each highlight, the note below it."""
    parts = [f"# {_('My notes')}"]
    for module in modules:
        parts.append(f"## {_plain(module.name)}")
        parts += [part for one in module.kept for part in _of(one)]
    return "\n\n".join(parts) + "\n"


def as_html(modules: list[OfModule]) -> str:
    """A page that needs nothing but itself."""
    language = get_language()
    context = {"modules": modules, "language": language, "direction": direction_of(language), "day": timezone.now()}
    return render_to_string("toolkit/notes_export.html", context)


def _of(one: Kept) -> Iterable[str]:
    if one.quote:
        yield "\n".join(f"> {_plain(line)}" for line in one.quote.splitlines())
    if one.note:
        yield _plain(one.note)
    about = [date_format(timezone.localtime(one.at), "DATE_FORMAT")]
    if one.changed:
        about.append(_("The text has changed since."))
    if one.url:
        about.append(f"<{settings.BASE_URL}{one.url}>")
    yield " · ".join(about)


def _plain(text: str) -> str:
    """The words, with no sign of theirs read as Markdown."""
    escaped = _SIGNS.sub(r"\\\1", text)
    return _LISTED.sub(r"\1\2\\\3", escaped)
