"""What is counted has a narrow table of its own, and what could not be read is known. Every object is
to be read anew."""

import django.db.models.deletion
from django.db import migrations, models

import museum.search.models


def mark(apps, schema_editor):
    schema_editor.execute("INSERT INTO search_stale (item) SELECT id FROM catalogue_item")


class Migration(migrations.Migration):
    dependencies = [("search", "0003_counted_in_one_pass")]

    operations = [
        migrations.CreateModel(
            name="Code",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(unique=True)),
            ],
            options={"verbose_name": "search code"},
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
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
                ("packed", models.IntegerField()),
                ("household", models.IntegerField()),
                ("made_of", models.IntegerField()),
            ],
            options={"verbose_name": "search tally"},
        ),
        migrations.AddField("stale", "tried_at", models.DateTimeField(null=True)),
        migrations.AlterField("stale", "item", models.BigIntegerField(db_index=True)),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
