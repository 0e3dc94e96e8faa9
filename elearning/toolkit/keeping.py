"""Why a page may not be deleted."""

from wagtail.models import Page

from .models import ModulePage
from .signals import module_in_use


def reasons_to_keep(page: Page) -> list[str]:
    """A sentence for each use of the modules at or below this page that deleting it would break.

    A module of which another language stays may go: progress hangs on what its languages share.
    """
    going = ModulePage.objects.descendant_of(page, inclusive=True)
    keys = set(going.values_list("translation_key", flat=True))
    staying = set(
        ModulePage.objects.filter(translation_key__in=keys).not_descendant_of(page, inclusive=True)
        .values_list("translation_key", flat=True)
    )  # fmt: skip
    lost = going.filter(translation_key__in=keys - staying)
    answers = (answer for module in lost for _r, answer in module_in_use.send(ModulePage, page=module))
    return sorted({str(answer) for answer in answers if answer})
