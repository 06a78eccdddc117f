"""The part of the index that only the database in use has."""

from django.db import migrations

from museum.search.engines import engine


def create(apps, schema_editor):
    for statement in engine(schema_editor.connection.alias).CREATE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in engine(schema_editor.connection.alias).DROP:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
