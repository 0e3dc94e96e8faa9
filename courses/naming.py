"""What the codes of courses in a file of past records mean."""

from django.db.models.functions import Lower
from django.dispatch import receiver

from elearning.records.importing.subjects import NamedSubject
from elearning.records.models import LearningRecord
from elearning.records.signals import subjects_named

from .actions import CONTEXT
from .models import Course


@receiver(subjects_named)
def name_courses(sender, *, kind: str, codes: set[str], **kwargs) -> dict[str, NamedSubject]:
    """Courses by their code in lower case."""
    if kind != CONTEXT:
        return {}
    courses = Course.objects.annotate(folded=Lower("code")).filter(folded__in=codes)
    return {
        course.folded: NamedSubject(
            CONTEXT,
            course.uuid,
            course.titles,
            (LearningRecord.Kind.COMPLETION,),
            topic=course.toolkit_key,
            hours=course.hours,
        )
        for course in courses
    }
