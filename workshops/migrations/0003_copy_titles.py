"""Each title goes under its language; who facilitated leads."""

from django.db import migrations


def forwards(apps, schema_editor):
    items = apps.get_model("workshops", "AgendaItem")
    for item in items.objects.iterator():
        items.objects.filter(pk=item.pk).update(titles={item.title_language: item.title})
    apps.get_model("workshops", "Registration").objects.filter(role="facilitator").update(role="lead")


def backwards(apps, schema_editor):
    items = apps.get_model("workshops", "AgendaItem")
    for item in items.objects.iterator():
        language = "en" if "en" in item.titles else next(iter(item.titles), "en")
        items.objects.filter(pk=item.pk).update(title_language=language, title=item.titles.get(language, "")[:300])
    registrations = apps.get_model("workshops", "Registration").objects
    registrations.filter(role="lead").update(role="facilitator")


class Migration(migrations.Migration):
    dependencies = [("workshops", "0002_titles_in_languages")]

    operations = [migrations.RunPython(forwards, backwards)]
