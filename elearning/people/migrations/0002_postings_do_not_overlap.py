"""On PostgreSQL the database itself refuses two postings of one person that share a day.

Elsewhere (SQLite has no exclusion constraints) the action alone refuses them: this migration does nothing there.
It belongs to no model's state, so that the same models serve both databases.
"""

from django.db import migrations

ADD = """
ALTER TABLE people_posting ADD CONSTRAINT people_posting_no_overlap
EXCLUDE USING gist (person_id WITH =, daterange(started_on, ended_on, '[]') WITH &&)
WHERE (withdrawn_at IS NULL)
"""


def add(apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        schema_editor.execute(ADD)


def remove(apps, schema_editor) -> None:
    """The extension stays: others may use it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE people_posting DROP CONSTRAINT people_posting_no_overlap")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
