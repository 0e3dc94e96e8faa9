"""One change of a draft at a time: on the state that its editor saw, written down, taken back and done again."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from elearning.people.models import User

from ..models import AgendaEdit, AgendaVersion
from .drafting_board import Board, Place, Refused
from .drafting_rows import board_of, write
from .revision import why_sealed

# What only tells of a change; and what cannot be gone back behind, since an item has another name or is gone.
RETOLD = ("undo", "redo")
BARRIERS = ("delete", "rename")
ITEM_VERBS = ("add", "item", "retire", "restore", *BARRIERS, *RETOLD)


class Stale(ValueError):
    """Somebody has changed the draft since its editor saw it: `edits` are those changes, the oldest first."""

    def __init__(self, edits: list[AgendaEdit]):
        super().__init__(_("The agenda has changed since you opened it. Nothing of yours was done, nothing is lost."))
        self.edits = edits


class Edit:
    """What happens to a draft in one change: `board` is its state before, `become` says what it is to be."""

    def __init__(self, version: AgendaVersion, board: Board):
        self.version, self.board, self.after = version, board, board
        self.changed: dict[str, Any] | None = None

    def become(self, board: Board) -> None:
        """Say what the draft is to be; it is written when the change is over, or by `write` at once."""
        self.after = board

    def rename(self, old: str, new: str) -> None:
        """An item has another code: what was known of it goes on under the new one."""
        places = {new if code == old else code: place for code, place in self.board.places.items()}
        self.board = replace(self.board, places=places)

    def write(self) -> dict[str, Any]:
        """Write what differs, once; gives it."""
        if self.changed is None:
            self.changed = write(self.version, self.board.places, self.after.places)
        return self.changed


@contextlib.contextmanager
def edited(
    version: AgendaVersion, *, verb: str, by: User | None, revision: int | None = None, about: str = ""
) -> Iterator[Edit]:
    """Change a draft: locked, on the `revision` that its editor saw, and written as an `AgendaEdit` of the new number.

    Nothing is written where nothing differs, unless the change tells of an item itself. Raises `Stale`, or `Refused`
    where the version is no draft any more, or the workshop is cancelled or archived.
    """
    with transaction.atomic():
        known = AgendaVersion.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=version.pk)
        if sealed := why_sealed(known.workshop):
            raise Refused(sealed)
        if known.state != AgendaVersion.State.DRAFT:
            raise Refused(_("This agenda has been published meanwhile. Begin the next version to change it."))
        if revision is not None and revision != known.revision:
            raise Stale(list(known.edits.filter(number__gt=revision).select_related("by").order_by("number")))
        edit = Edit(known, board_of(known))
        yield edit
        changed = edit.write()
        if changed or verb in ITEM_VERBS:
            _write_down(known, changed, verb=verb, by=by, about=about)
        version.revision = known.revision


def _write_down(version: AgendaVersion, changed: dict[str, Any], **facts: Any) -> AgendaEdit:
    version.revision += 1
    version.save(update_fields=["revision"])
    values = {
        side: {code: pair[place] for code, pair in changed.items()} for place, side in enumerate(("before", "after"))
    }
    return AgendaEdit.objects.create(version=version, number=version.revision, **facts, **values)


def undoable(version: AgendaVersion) -> AgendaEdit | None:
    """The change that an undo would take back: the last one of places that stands, unless an item went since."""
    standing = version.edits.exclude(verb__in=RETOLD).filter(undone=False)
    last = standing.exclude(~Q(verb__in=BARRIERS), before={}).select_related("by").last()
    return None if last is None or last.verb in BARRIERS else last


def redoable(version: AgendaVersion) -> AgendaEdit | None:
    """The change that was taken back last; none once something new was done."""
    done = version.edits.exclude(verb__in=RETOLD)
    last = done.filter(undone=False).last()
    undone = done.filter(undone=True, number__gt=last.number if last else 0).exclude(before={})
    return undone.select_related("by").first()


def undo(version: AgendaVersion, *, by: User, revision: int | None = None) -> AgendaEdit:
    """Take back the last change that stands, whoever made it. Raises `Refused` where there is none."""
    return _again(version, verb="undo", by=by, revision=revision)


def redo(version: AgendaVersion, *, by: User, revision: int | None = None) -> AgendaEdit:
    """Do again what was taken back last. Raises `Refused` where there is none."""
    return _again(version, verb="redo", by=by, revision=revision)


def _again(version: AgendaVersion, *, verb: str, by: User, revision: int | None) -> AgendaEdit:
    with edited(version, verb=verb, by=by, revision=revision) as edit:
        found = undoable(edit.version) if verb == "undo" else redoable(edit.version)
        if found is None:
            raise Refused(_("There is nothing to undo.") if verb == "undo" else _("There is nothing to redo."))
        there, left = (found.before, found.after) if verb == "undo" else (found.after, found.before)
        edit.become(edit.board.put_back(_places(there), left=_places(left)))
        edit.write()
        retired = {code for code, said in there.items() if said == {}}
        retired |= {found.about} if found.verb == "retire" and verb == "redo" else set()
        edit.version.workshop.items.filter(code__in=retired).update(retired=True)
        found.undone = verb == "undo"
        found.save(update_fields=["undone"])
    return found


def _places(said: Mapping[str, Any]) -> dict[str, Place | None]:
    """One side of a change as places; None for what was off the agenda."""
    return {code: Place.from_json(place) if place else None for code, place in said.items()}
