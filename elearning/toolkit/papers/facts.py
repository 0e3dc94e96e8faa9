"""What a paper says about its module: language, the day of its text, where the newest stands."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from ..languages import address_of
from .pieces import absolute

if TYPE_CHECKING:
    from ..models import ModulePage


def facts_of(page: "ModulePage") -> list[tuple[str, str]]:
    """Label and value, in the active language."""
    language = get_language_info(page.locale.language_code)["name_translated"]
    found = [(_("Language"), str(language).capitalize())]
    if page.last_published_at:
        found.append((_("Text of"), date_format(timezone.localtime(page.last_published_at), "DATE_FORMAT")))
    if page.last_revised:
        found.append((_("Last revised"), date_format(page.last_revised, "DATE_FORMAT")))
    return [*found, (_("The newest text"), absolute(address_of(page)))]
