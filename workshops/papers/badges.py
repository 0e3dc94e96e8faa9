"""Badges and table signs: what stands on each, and the sheets that they are cut from."""

import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from ..models import Registration, Workshop
from .lists import coming, place_of
from .pdf import drawn, in_rows, name_to_draw, qr

Role = Registration.Role
# White letters on each of these have a contrast of 4.5 or more; the word stands beside the colour.
COLOURS = {
    Role.PARTICIPANT: "#14505c",
    Role.LEAD: "#8a1f3d",
    Role.CO_FACILITATOR: "#a3461a",
    Role.INTERPRETER: "#5b3a8c",
    Role.LOGISTICS: "#1d5aa0",
    Role.RAPPORTEUR: "#4d5d1c",
    Role.OBSERVER: "#55606b",
}
ACROSS, DOWN = 2, 4


def badge_of(registration: Registration) -> dict[str, Any]:
    """What stands on one badge. A name that no font of ours can draw gives way to the one that can, or the number."""
    person = registration.person
    own = name_to_draw(person.name_own_script if person.name_own_script != person.name else "")
    name = name_to_draw(person.name)
    if not name["text"]:
        name, own = (own if own["text"] else name_to_draw(registration.number or "")), name_to_draw("")
    return {
        "name": name,
        "own": own,
        "place": name_to_draw(place_of(registration)),
        "country": registration.country,
        "group": registration.group.code if registration.group else "",
        "role": registration.get_role_display(),
        "colour": COLOURS[Role(registration.role)],
        "number": registration.number or "",
        "code": registration.badge_code or "",
        "qr": qr(registration.badge_code) if registration.badge_code else "",
        "photo": registration.photo,
    }


def badges_pdf(workshop: Workshop) -> bytes:
    """Eight badges to a sheet of A4, 95 × 60 mm each, with lines to cut along."""
    badges = [badge_of(registration) for registration in coming(workshop)]
    sheets = in_rows(in_rows(badges, ACROSS), DOWN)
    return drawn("badges_pdf", _("Badges"), sheets=sheets, workshop=workshop)


def tents_pdf(workshop: Workshop) -> bytes:
    """A sheet of A4 for each, to be folded in the middle: the name on both sides, one of them upside down."""
    from pypdf import PageObject, PdfReader, PdfWriter, Transformation

    signs: Sequence[dict[str, Any]] = [badge_of(registration) for registration in coming(workshop)]
    halves = PdfReader(io.BytesIO(drawn("tents_pdf", _("Table signs"), signs=signs, workshop=workshop)))
    writer = PdfWriter()
    for half in halves.pages if signs else []:
        width, height = float(half.mediabox.width), float(half.mediabox.height)
        sheet = PageObject.create_blank_page(width=width, height=2 * height)
        sheet.merge_page(half)
        sheet.merge_transformed_page(half, Transformation().rotate(180).translate(width, 2 * height))
        writer.add_page(sheet)
    if not signs:
        writer.append(halves)
    writer.add_metadata({"/Title": _("Table signs")})
    final = io.BytesIO()
    writer.write(final)
    return final.getvalue()
