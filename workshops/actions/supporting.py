"""Deeds upon those who stand behind a workshop: supporters and funding lines are added, changed, removed."""

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, Sum
from django.utils.translation import gettext as _

from elearning.people.actions import Refused
from elearning.people.models import User
from elearning.toolkit.models import Audience, ToolkitImage

from ..models import FundingLine, Supporter, Workshop
from .revision import differences, hold, refuse_stale, write_down

SUPPORTER = ("office", "organisation", "role", "logo", "signatory", "signatory_title", "focal_point")
FUNDING = ("donor", "project_code", "share")


@transaction.atomic
def save_supporter(
    workshop: Workshop,
    values: dict[str, Any],
    *,
    by: User,
    seen: int,
    supporter: Supporter | None = None,
    logo: UploadedFile | None = None,
) -> Supporter:
    """Add a supporter, or change one; a `logo` becomes a public picture of the CMS.

    Raises `Stale`, or `Refused` for an office or an organisation that is named already.
    """
    held = hold(workshop)
    row = supporter or Supporter(workshop=held)
    if bool(values.get("office")) == bool(values.get("organisation")):
        raise Refused(_("Give an office, or the name of an organisation: one of the two."), "organisation")
    known = held.supporters.exclude(pk=row.pk)
    if values.get("office") and known.filter(office=values["office"]).exists():
        raise Refused(_("This office is named already. Change its line instead."), "office")
    names = known.exclude(organisation="").values_list("organisation", flat=True)
    if values.get("organisation") and _alike(values["organisation"]) in map(_alike, names):
        raise Refused(_("This organisation is named already. Change its line instead."), "organisation")
    if logo:
        title = str(values.get("office") or values["organisation"])
        picture = ToolkitImage(title=title, file=logo, audience=Audience.PUBLIC, uploaded_by_user=by)
        picture.save()
        values = values | {"logo": picture}
    return _save(held, row, values, kind="supporter", seen=seen, by=by)


def _alike(name: str) -> str:
    """The name without what makes no other organisation of it: capitals, spaces."""
    return " ".join(name.split()).casefold()


@transaction.atomic
def save_funding(
    workshop: Workshop, values: dict[str, Any], *, by: User, seen: int, line: FundingLine | None = None
) -> FundingLine:
    """Add a funding line, or change one; all shares together make a hundred percent at most."""
    held = hold(workshop)
    row = line or FundingLine(workshop=held)
    others = held.funding.exclude(pk=row.pk)
    taken = others.aggregate(sum=Sum("share"))["sum"] or Decimal(0)
    if taken + values["share"] > 100:
        sentence = _("All shares together would make more than 100 percent: %(left)s percent are left.")
        raise Refused(sentence % {"left": f"{(100 - taken).normalize():f}"}, "share")
    if others.filter(donor=values["donor"], project_code=values["project_code"]).exists():
        raise Refused(_("This donor and project are named already. Change that line instead."), "project_code")
    return _save(held, row, values, kind="funding", seen=seen, by=by)


@transaction.atomic
def remove_support(row: Supporter | FundingLine, *, by: User) -> None:
    """Take a supporter or a funding line away; twice is once. Raises `Refused` where seats hang on it."""
    held = hold(row.workshop)
    kind = "supporter" if isinstance(row, Supporter) else "funding"
    known = type(row).objects.filter(pk=row.pk).first()
    if known is None:
        return
    name, pk = str(known), known.pk
    try:
        with transaction.atomic():
            known.delete()
    except ProtectedError as error:
        sentence = _("%(name)s stays: people or seats hang on it. Give these to others first.")
        raise Refused(sentence % {"name": name}) from error
    write_down(held, f"{kind}_removed", {f"{kind}.{pk}": [name, None]}, by=by)


def _save(
    held: Workshop, row: models.Model, values: dict[str, Any], *, kind: str, seen: int, by: User
) -> Supporter | FundingLine:
    names = SUPPORTER if kind == "supporter" else FUNDING
    if row.pk:
        row = type(row).objects.filter(pk=row.pk, workshop=held).first()
        if row is None:
            raise Refused(_("Somebody removed this line meanwhile. Add it again if it is still needed."))
        refuse_stale(held, seen, [f"{kind}.{row.pk}.{name}" for name in values])
    before = {name: getattr(row, name) for name in names} if row.pk else {}
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(_("This does not go together with what is written there already.")) from error
    after = {name: getattr(row, name) for name in names}
    verb = f"{kind}_changed" if before else f"{kind}_added"
    write_down(held, verb, differences(before, after, f"{kind}.{row.pk}."), by=by)
    return row
