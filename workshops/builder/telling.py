"""A change of the draft in words, in the reader's language: for undo, for the history, for a second editor."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import AgendaEdit
from ..wording import day_words, set_apart

Said = Mapping[str, Any] | None
MOST_NAMED = 2


def edit_words(edit: AgendaEdit, titles: Mapping[str, str]) -> str:
    """One or more sentences on what a change did; `titles` by code, an item that is gone is named by its code."""
    sentences = [words] if (words := _verb_words(edit.verb)) else []
    sentences += [_about_item(edit, titles)] if edit.verb in ITEM_WORDS else []
    named = _by_hand(edit)[:MOST_NAMED]
    sentences += [f"{_name(code, titles)}: {', '.join(facts)}." for code, facts in named]
    others = len(edit.after) - len(named)
    if others > 0 and named:
        said = ngettext("%(many)s other item moves with it.", "%(many)s other items move with it.", others)
        sentences.append(said % {"many": others})
    elif others > 0:
        said = ngettext("%(many)s item begins at another time.", "%(many)s items begin at another time.", others)
        sentences.append(said % {"many": others})
    return " ".join(sentences)


def _verb_words(verb: str) -> str:
    words = {
        "undo": _("Undone."),
        "redo": _("Done again."),
        "reset": _("Set back to an earlier version."),
        "dates": _("The workshop was moved to other dates, and its agenda with it."),
    }
    return words.get(verb, "")


def _by_hand(edit: AgendaEdit) -> list[tuple[str, list[str]]]:
    """The items that were changed themselves, with what was changed; the one that the change is about, if it is one."""
    told = {code: list(_differs(edit.before.get(code), after)) for code, after in edit.after.items()}
    if edit.after.get(edit.about):
        return [(edit.about, told[edit.about] or [_begins(edit.after[edit.about])])]
    return [(code, facts) for code, facts in told.items() if facts]


ITEM_WORDS = ("add", "item", "rename", "delete", "retire", "restore")


def _about_item(edit: AgendaEdit, titles: Mapping[str, str]) -> str:
    words = {
        "add": _("%(name)s was added."),
        "item": _("%(name)s was edited."),
        "rename": _("%(name)s was edited and has another code."),
        "delete": _("%(name)s was deleted."),
        "retire": _("%(name)s was taken off the agenda for good."),
        "restore": _("%(name)s was brought back."),
    }
    return words[edit.verb] % {"name": _name(edit.about, titles)}


def _name(code: str, titles: Mapping[str, str]) -> str:
    return set_apart(f"{code} “{titles[code]}”" if titles.get(code) else code)


def _begins(after: Mapping[str, Any]) -> str:
    return _("now begins at %(time)s") % {"time": after["start"]}


def _differs(before: Said, after: Said) -> Iterator[str]:
    """What was changed by hand at one item; another start alone is what follows from something else."""
    if not after:
        yield _("off the agenda")
        return
    if not before or before["day"] != after["day"]:
        yield _("now on %(day)s at %(time)s") % {"day": day_words(after["day"]), "time": after["start"]}
    if not before:
        return
    if before["minutes"] != after["minutes"]:
        yield _("%(new)s minutes instead of %(old)s") % {"new": after["minutes"], "old": before["minutes"]}
    if before["lane"] != after["lane"]:
        yield _("lane %(lane)s") % {"lane": after["lane"]} if after["lane"] else _("for everybody")
    if before["locked"] != after["locked"]:
        yield _("keeps its start, %(time)s") % {"time": after["start"]} if after["locked"] else _("no longer locked")
    elif after["locked"] and before["start"] != after["start"]:
        yield _begins(after)
    if before["room"] != after["room"]:
        yield _("another room")
