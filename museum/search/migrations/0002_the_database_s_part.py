"""The part of the index that only the database in use has; and every object there is, to be read."""

from django.db import migrations

from museum.search.engines import engine


def create(apps, schema_editor):
    for statement in engine(schema_editor.connection.alias).CREATE:
        schema_editor.execute(statement)
    schema_editor.execute("INSERT INTO search_stale (item) SELECT id FROM catalogue_item")


def drop(apps, schema_editor):
    for statement in engine(schema_editor.connection.alias).DROP:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_the_index"), ("catalogue", "0004_campaigns")]

    operations = [migrations.RunPython(create, drop)]
