"""Names refuse hidden control characters: a validator of the forms, which changes nothing in the database."""

from django.db import migrations, models

from elearning.people.models.user import refuse_hidden_signs

NAME = {"max_length": 150, "validators": [refuse_hidden_signs]}


class Migration(migrations.Migration):
    dependencies = [("people", "0002_postings_do_not_overlap")]
    operations = [
        migrations.AlterField("user", "name", models.CharField(verbose_name="name", **NAME)),
        migrations.AlterField(
            "user", "name_own_script", models.CharField(verbose_name="name in own script", blank=True, **NAME)
        ),
    ]
