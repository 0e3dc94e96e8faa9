"""The toolkit that a workshop teaches: people are counted once for each, whether they learn alone or together."""

from uuid import UUID

from elearning.toolkit.models import ModulePage, ToolkitPage

from ..models import AgendaVersion, Workshop


def topic_of(workshop: Workshop) -> UUID | None:
    """The `translation_key` of the toolkit whose modules stand in the agenda in force.

    None where the agenda names no module that there is, or modules of several toolkits: nobody is counted by guess.
    """
    current = AgendaVersion.State.CURRENT
    named = workshop.items.filter(placements__version__state=current).exclude(module_code="")
    codes = {code.lower() for code in named.values_list("module_code", flat=True)}
    paths = ModulePage.objects.filter(code__in=codes).values_list("path", flat=True)
    above = {path[: -ModulePage.steplen] for path in paths}
    keys = set(ToolkitPage.objects.filter(path__in=above).values_list("translation_key", flat=True))
    return keys.pop() if len(keys) == 1 else None
