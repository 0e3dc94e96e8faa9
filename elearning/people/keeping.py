"""Why an office may not be deleted."""

from django.utils.translation import gettext as _

from .models import Office


def what_hangs_on(office: Office) -> list[str]:
    """What names this office, in any app, each kind with its number: “postings (3)”; the offices below come first."""
    below = _("offices below it (%(number)d)") % {"number": office.numchild}
    hanging = [below] if office.numchild else []
    for relation in Office._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete) or relation.related_model._meta.auto_created:
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: office})
        if number := rows.count():
            hanging.append(f"{relation.related_model._meta.verbose_name_plural} ({number})")
    return hanging
