"""An item's title in several languages, beside the one that it had."""

from django.db import migrations, models

import elearning.fields


class Migration(migrations.Migration):
    dependencies = [("workshops", "0001_initial")]

    # The two defaults let migration 0004, which drops these columns, be taken back.
    operations = [
        migrations.AlterField("agendaitem", "title", models.CharField(default="", max_length=300, verbose_name="title")),
        migrations.AlterField(
            "agendaitem",
            "title_language",
            models.CharField(default="", max_length=10, verbose_name="language of the title"),
        ),
        migrations.AddField("agendaitem", "titles", elearning.fields.LocalizedField(default=dict, verbose_name="title")),
    ]
