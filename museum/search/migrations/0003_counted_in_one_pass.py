"""What is counted of an object stands in two columns, and its row is found by its own number; and
where a thing comes from is searched. Every object is to be read anew."""

import django.db.models.deletion
from django.db import migrations, models

import museum.search.models


def mark(apps, schema_editor):
    schema_editor.execute("INSERT INTO search_stale (item) SELECT id FROM catalogue_item")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_the_database_s_part"), ("catalogue", "0005_place_of_origin")]

    operations = [
        migrations.AddField("entry", "packed", models.TextField(blank=True, default="")),
        migrations.AddField("entry", "made_of", models.TextField(blank=True, default="")),
        migrations.AlterField(
            "entry",
            "item",
            museum.search.models.Key(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="+",
                serialize=False,
                to="catalogue.item",
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
