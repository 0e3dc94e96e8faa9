"""Deeds upon the tree of offices: add, change, remove."""

from django.db import transaction
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..keeping import what_hangs_on
from ..models import Office, Posting, User
from .refusal import Refused


@transaction.atomic
def add_office(*, parent: Office | None, by: User | None, **fields) -> Office:
    """A new office below another, or at the top."""
    _hold_the_tree()
    parent = parent and Office.objects.get(pk=parent.pk)
    office = parent.add_child(**fields) if parent else Office.add_root(**fields)
    log(by, "people.office_added", office, code=office.code)
    return office


@transaction.atomic
def change_office(office: Office, *, parent: Office | None, by: User | None, **fields) -> Office:
    """Correct an office, and move it with all below it where its parent is another."""
    _hold_the_tree()
    office, parent = Office.objects.get(pk=office.pk), parent and Office.objects.get(pk=parent.pk)
    if parent and (parent == office or parent.is_descendant_of(office)):
        raise Refused(_("An office cannot stand below itself."), "parent")
    before = office.get_parent()
    if parent != before and Posting.objects.under(office).exists():
        sentence = _("People were posted there, and moving it would change past figures. Add a new office instead.")
        raise Refused(sentence, "parent")
    changed = {name: [getattr(office, name), value] for name, value in fields.items() if getattr(office, name) != value}
    for name, value in fields.items():
        setattr(office, name, value)
    office.save(update_fields=list(changed))
    if parent != before or "name" in changed:
        _place(office, parent)
    if parent != before:
        changed["parent"] = [before.code if before else "", parent.code if parent else ""]
    if changed:
        log(by, "people.office_changed", office, **changed)
    return Office.objects.get(pk=office.pk)


@transaction.atomic
def remove_office(office: Office, *, by: User | None) -> None:
    """Delete an office that was written down in error, on which nothing hangs yet."""
    _hold_the_tree()
    office = Office.objects.get(pk=office.pk)
    if hanging := what_hangs_on(office):
        sentence = _("%(office)s stays, because these hang on it: %(what)s.")
        raise Refused(sentence % {"office": office.name, "what": ", ".join(hanging)})
    log(by, "people.office_removed", office, code=office.code, name=office.name)
    office.delete()


def _hold_the_tree() -> None:
    """Two who change the tree at once would reckon the same path: the second waits."""
    list(Office.objects.select_for_update(no_key=True).filter(depth=1))


def _place(office: Office, parent: Office | None) -> None:
    """Put an office among its siblings by name."""
    if parent:
        office.move(parent, "sorted-child")
    elif other := Office.objects.filter(depth=1).exclude(pk=office.pk).first():
        office.move(other, "sorted-sibling")
