"""The sections about the room: the agenda as it was delivered, hours, attendance by item, what was amended."""

import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from elearning.fields import localized

from .document import Copy, Grid, Hidden, Section, Share, Value
from .figures import hours_received
from .hiding import FEWEST
from .labels import DECIDED, STATUSES, hours_of, language_codes


def agenda(copy: Copy) -> Section:
    """Day by day, with the minutes planned and delivered and the languages as they were offered."""
    said = copy.dataset["agenda"]
    items = [item for item in said["items"] if not (copy.outside and item["visibility"] == "facilitators")]
    grids = []
    for day in sorted({item["day"] for item in items}):
        rows = [_item(item, copy) for item in items if item["day"] == day]
        heads = [_("Start"), _("Item"), _("Minutes"), _("Really"), _("Room"), _("Languages")]
        title = date_format(datetime.date.fromisoformat(day), "DATE_FORMAT")
        grids.append(Grid(title, heads, rows, [9, 41, 10, 12, 12, 16]))
    version = _("Version %(number)s of the agenda, the one in force at the end.") % {"number": said["version"] or "–"}
    note = _("“Minutes” are those of this version; an item is worth what the agenda published before the day gave it.")
    return Section("agenda", _("Agenda as delivered"), texts=[version, note], grids=grids)


def _item(item: dict[str, Any], copy: Copy) -> list[Value]:
    title = f"{item['code']} {localized(item['titles'], copy.language)}"
    run = item["run"]
    really = None
    if run and run["ended_at"]:
        begin, end = (datetime.datetime.fromisoformat(run[name]) for name in ("started_at", "ended_at"))
        really = round((end - begin).total_seconds() / 60)
    minutes: Value = item["minutes"]
    if item["worth"] and item["worth"] != item["minutes"]:
        minutes = _("%(delivered)s (planned %(planned)s)") % {"delivered": item["minutes"], "planned": item["worth"]}
    return [item["start"], title, minutes, really, item["room"], language_codes(item["delivered_languages"])]


def hours(copy: Copy) -> Section:
    """Minutes planned and delivered for each group, and what people received; human rights apart."""
    found = copy.figures["hours"]
    rights = found["human_rights"]
    groups = [group for group in found["planned"] if group] or [""]
    rows: list[list[Value]] = [
        [
            group or _("everybody"),
            hours_of(found["planned"][group]),
            hours_of(found["delivered"].get(group, found["delivered"][""])),
            hours_of(rights["planned"].get(group, rights["planned"][""])),
            hours_of(rights["delivered"].get(group, rights["delivered"][""])),
        ]
        for group in sorted(groups)
    ]
    heads = [_("Group"), _("Planned"), _("Delivered"), _("Human rights, planned"), _("Human rights, delivered")]
    tiles: list[tuple[str, Value]] = [
        (_("Hours received, all people together"), hours_received(found["credited"])),
        (_("Of these on human rights"), hours_received(rights["credited"])),
    ]
    defined = _(
        "Planned: what the agenda gave that was published before each item began. Delivered: the agenda in force at "
        "the end. Received: the minutes that people were there, late arrivals and early departures taken off."
    )
    text = _("Hours on human rights are those of: %(codes)s.") % {"codes": ", ".join(rights["codes"]) or _("none")}
    return Section(
        "hours",
        _("Hours"),
        texts=[defined, text],
        tiles=tiles,
        grids=[Grid(_("By group"), heads, rows, [20, 20, 20, 20, 20])],
    )


def attendance(copy: Copy) -> Section:
    """How much of each item was attended by those for whom it was meant."""
    titles = {item["code"]: item for item in copy.dataset["agenda"]["items"]}
    rows: list[list[Value]] = []
    for row in copy.figures["attendance"]:
        item = titles[row["code"]]
        whole = row["meant"] * item["worth"]
        share = Share(row["credited"] / whole) if whole else None
        told: list[Value] = [row["meant"], share]
        if copy.outside:
            told = [Hidden(), Hidden()] if row["meant"] < FEWEST else told
        else:
            told.append(_statuses(row))
        rows.append([f"{row['code']} {localized(item['titles'], copy.language)}", *told])
    heads = [_("Item"), _("Meant for"), _("Minutes attended"), *([] if copy.outside else [_("People")])]
    grids = [Grid(_("By item"), heads, rows, [60, 15, 25] if copy.outside else [42, 11, 17, 30], bar=2)]
    if not copy.outside:
        grids += _signed(copy)
    text = _(
        "Minutes attended: the share that those for whom an item was meant were there, of all they could have been."
    )
    return Section("attendance", _("Attendance"), texts=[text], grids=grids)


def _statuses(row: dict[str, Any]) -> str:
    return ", ".join(f"{count} {STATUSES[status]}" for status, count in row["by_status"].items())


def _signed(copy: Copy) -> list[Grid]:
    """The signatures under the days, and what was changed after them."""
    said = copy.dataset["attendance"]
    days: list[list[Value]] = [
        [row["day"], row["signed_by"], row["signed_at"][:16].replace("T", " "), row["note"]] for row in said["closings"]
    ]
    changes: list[list[Value]] = [
        [
            row["at"][:16].replace("T", " "),
            row["number"],
            row["checkpoint"],
            str(DECIDED[row["value"]]),
            row["reason"],
            row["by"],
        ]
        for row in said["amendments"]
    ]
    grids = [Grid(_("Signed days"), [_("Day"), _("Signed by"), _("When (UTC)"), _("Remarks")], days, [16, 28, 22, 34])]
    heads = [_("When (UTC)"), _("Number"), _("Checkpoint"), _("Decided"), _("Reason"), _("By")]
    return [*grids, Grid(_("Amendments after the signature"), heads, changes, [18, 10, 14, 14, 28, 16])]
