"""Names the topics to the forms of learning from elsewhere: the toolkits. Connected when the addresses are loaded."""

from uuid import UUID

from django.dispatch import receiver
from django.utils.translation import get_language

from elearning.records.recognising.signals import naming_topics
from elearning.toolkit.models import ToolkitPage


@receiver(naming_topics)
def name_toolkits(sender, **kwargs) -> dict[UUID, str]:
    """Each toolkit by what is the same in all its languages, with its title in the reader's if there is one."""
    pages = ToolkitPage.objects.in_language((get_language() or "en").split("-")[0])
    return {page.translation_key: page.title for page in pages}
