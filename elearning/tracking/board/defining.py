"""What each figure of the board counts, in words; printed wherever the figures are."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import RequirementVersion

Definition = tuple[str, str]


def definitions() -> list[Definition]:
    return [
        (
            _("Who is counted"),
            _("Staff, consultants, interns and volunteers posted on that day, each once, at the office of that day."),
        ),
        (_("Required"), _("Those who must comply: met, due and overdue together. Shares are parts of these.")),
        (_("Met"), _("Of the required, who held a record that was valid on that day.")),
        (_("Due"), _("Of the required, whose day to comply had not passed, days of grace included.")),
        (_("Overdue"), _("Of the required, whose day to comply and days of grace had passed.")),
        (_("Exempt"), _("Who need not comply on that day for a reason that is written down; not in the required.")),
        (_("Not required"), _("Who is outside the audience of the requirement on that day.")),
        (_("Expiring"), _("Of those who have met it, whose last day of validity lies within so many days after.")),
        (_("Office"), _("The people of an office and of all offices below it.")),
        (_("Country"), _("The people of the offices in a country, regional offices and headquarters included.")),
    ]


def version_words(version: RequirementVersion | None) -> str:
    """The version that ruled on the day, in a sentence."""
    if version is None:
        return _("No version of this requirement ruled on that day, as far as was known: it asked nobody.")
    if version.is_ended:
        return _("This requirement had ended by that day: it asked nobody.")
    said = [
        _("Version %(number)s, from %(day)s.")
        % {"number": version.number, "day": date_format(version.from_day, "DATE_FORMAT")},
        ngettext("%(days)s day to comply.", "%(days)s days to comply.", version.days) % {"days": version.days},
    ]
    if version.grace:
        said.append(
            ngettext("%(days)s day of grace.", "%(days)s days of grace.", version.grace) % {"days": version.grace}
        )
    if version.months:
        words = ngettext(
            "A record is valid for %(months)s month.", "A record is valid for %(months)s months.", version.months
        )
        said.append(words % {"months": version.months})
    else:
        said.append(_("A record is valid without end."))
    return " ".join(said)
