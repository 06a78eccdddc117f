"""The index says more of an object: what it is for, from when to when it is, who tells of it, its usual
sound. All of it is made anew from the register, as soon as the migration is over (museum.search.apps)."""

from django.db import migrations, models

from museum.search.engines import engine

MADE_ANEW = ("search_material", "search_entry", "search_words", "search_document", "search_stale")


def make_anew(apps, schema_editor):
    statements = engine(schema_editor.connection.alias)
    for statement in (*statements.DROP, *statements.CREATE):
        schema_editor.execute(statement)
    for table in MADE_ANEW:
        schema_editor.execute(f"DELETE FROM {table}")
    schema_editor.execute("INSERT INTO search_stale (item) SELECT id FROM catalogue_item")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_first_rows"), ("search", "0002_full_text")]

    operations = [
        migrations.AddField("words", "uses", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("entry", "year_from", models.SmallIntegerField(null=True)),
        migrations.AddField("entry", "year_to", models.SmallIntegerField(null=True)),
        migrations.RunPython(make_anew, migrations.RunPython.noop),
    ]
