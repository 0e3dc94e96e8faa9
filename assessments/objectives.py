"""What the objectives that questions are tied to say, in the reader's language."""

from collections.abc import Collection

from elearning.people.models import User
from elearning.toolkit.models import ModulePage

from .models import Question

Texts = dict[str, tuple[str, str]]


def objective_texts(codes: Collection[str], reader: User, language: str) -> Texts:
    """By code its text and the language of it, from the modules that the reader may see; two queries."""
    keys = Question.objects.filter(objective__in=codes, module_key__isnull=False).values_list("module_key", flat=True)
    pages = ModulePage.objects.visible_to(reader).in_language(language).filter(translation_key__in=set(keys))
    return {
        block.value["code"]: (block.value["text"], page.locale.language_code)
        for page in pages.select_related("locale").order_by("-pk")
        for block in page.objectives
        if block.value["code"] in codes
    }
