"""Copies the organisation of the day into records of people outside the offices that were made before it was kept."""

from django.db import migrations
from django.db.models import Q


def copy(apps, schema_editor):
    """Where several affiliations hold on the day, the one that began first: as `record_achievement` does."""
    Record = apps.get_model("records", "LearningRecord")
    Affiliation = apps.get_model("people", "Affiliation")
    outside = Record.objects.filter(office=None, organisation="").exclude(kind="annulment")
    for pk, person, day in outside.values_list("pk", "person_id", "achieved_on"):
        held = Affiliation.objects.filter(Q(ended_on=None) | Q(ended_on__gte=day), person=person, started_on__lte=day)
        if found := held.order_by("started_on", "pk").first():
            Record.objects.filter(pk=pk).update(
                organisation=found.organisation, organisation_type=found.organisation_type, country=found.country
            )


class Migration(migrations.Migration):
    dependencies = [("records", "0003_outside_learning_and_papers"), ("people", "0004_history_merging_and_coming")]
    operations = [migrations.RunPython(copy, migrations.RunPython.noop, elidable=True)]
