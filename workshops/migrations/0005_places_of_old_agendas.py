"""What the new columns mean for agendas and registrations that were there before: lanes, order, zone, country."""

import itertools
import secrets

from django.db import migrations


def facts_of(row):
    """What a published version keeps of an item (see `workshops.assembling.facts_now`), as it was on this day."""
    item = row.item
    return {
        "titles": item.titles,
        "kind": item.kind,
        "people": [],
        "lead": item.lead,
        "method": item.method,
        "room": row.room.name if row.room else "",
        "floor": item.floor_languages,
        "interpreted": item.interpreted_languages,
        "group": item.group.code if item.group else "",
        "group_id": item.group_id,
        "module": item.module_code,
        "visibility": item.visibility,
        "counts": item.counts,
        "required": item.required,
        "whose": [],
    }


def frame_of(workshop):
    """What a published version keeps of the workshop: titles, the themes of the days, the venue."""
    texts = [text for text in workshop.texts.all() if text.language == "en" or text.status != "draft"]
    return {
        "titles": {text.language: text.title for text in texts},
        "themes": {text.language: text.themes for text in texts},
        "venue": workshop.venue,
    }


def forwards(apps, schema_editor):
    version_model, placement_model = (apps.get_model("workshops", name) for name in ("AgendaVersion", "Placement"))
    for version in version_model.objects.select_related("workshop"):
        frozen = {} if version.state == "draft" else frame_of(version.workshop)
        version_model.objects.filter(pk=version.pk).update(zone=version.workshop.zone, frozen=frozen)
        rows = version.placements.order_by("day", "starts_at", "item__code")
        for _day, of_day in itertools.groupby(rows, key=lambda row: row.day):
            together = [list(g) for _s, g in itertools.groupby(of_day, key=lambda row: row.starts_at)]
            order = 0
            for slot in together:
                for lane, row in enumerate(slot, start=1 if len(slot) > 1 else 0):
                    order += 1
                    placement_model.objects.filter(pk=row.pk).update(lane=lane, order=order)
    for row in placement_model.objects.exclude(version__state="draft").select_related("item__group", "room"):
        placement_model.objects.filter(pk=row.pk).update(frozen=facts_of(row))
    letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
    registrations = apps.get_model("workshops", "Registration").objects
    for row in registrations.filter(country="", office__isnull=False).select_related("office"):
        registrations.filter(pk=row.pk).update(country=row.office.country)
    for row in registrations.filter(badge_code__isnull=True):
        registrations.filter(pk=row.pk).update(badge_code="".join(secrets.choice(letters) for _ in range(8)))


class Migration(migrations.Migration):
    dependencies = [("workshops", "0004_people_and_agenda")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
