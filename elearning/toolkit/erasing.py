"""What readers keep in the toolkit: what goes with an erased person, and what her copy of all that is held shows."""

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.people.keeping_data.erasing import Goes
from elearning.people.keeping_data.parts import Part, part
from elearning.people.keeping_data.table import HERSELF, Kind, register
from elearning.people.models import User
from elearning.people.signals import erasing, held_about

from .models import AuthorQuestion, EditionSeen, Highlight, ModulePage, Note, Opinion, ReadingPlace

HERS_ALONE = {"notes": Note, "highlights": Highlight, "places in modules": ReadingPlace, "editions seen": EditionSeen}


@receiver(erasing)
def forget_reader(sender, *, people: list[int], goes: Goes, **kwargs) -> dict[str, int]:
    """What was for her eyes goes; that a module helped is counted on, without the words."""
    questions = AuthorQuestion.objects.filter(person__in=people)
    ModulePage.objects.filter(responsible__in=people).update(responsible=None)
    return {
        **{name: model._base_manager.filter(person__in=people).delete()[0] for name, model in HERS_ALONE.items()},
        "comments on modules": Opinion.objects.filter(person__in=people).exclude(comment="").update(comment=""),
        "questions to authors": goes.hide_in(questions),
    }


@receiver(held_about)
def what_i_keep(sender, *, person: User, **kwargs) -> list[Part]:
    """Notes, marks and questions of a reader."""
    return [
        part(_("Your notes"), Note.objects.filter(person=person)),
        part(_("What you marked in modules"), Highlight.objects.filter(person=person)),
        part(_("Where you stopped reading"), ReadingPlace.objects.filter(person=person)),
        part(_("Changes of modules that you read"), EditionSeen.objects.filter(person=person)),
        part(_("Modules for which you answer"), ModulePage.objects.filter(responsible=person), "title", "url_path"),
        part(_("Whether a module helped you"), Opinion.objects.filter(person=person)),
        part(
            _("Your questions to authors"),
            AuthorQuestion.objects.filter(person=person),
            left_out=_("Who answered is left out."),
        ),
    ]


register(
    Kind(
        "notes",
        gettext_lazy("Notes, highlights and reading places"),
        gettext_lazy("she wrote or marked them"),
        HERSELF,
        gettext_lazy("she deletes them, or they go with her erasure"),
        gettext_lazy("they are hers alone"),
    )
)
