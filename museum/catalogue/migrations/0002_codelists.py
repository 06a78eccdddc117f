from django.db import migrations

from museum.catalogue import codelists


def load(apps, schema_editor):
    codelists.load(apps.get_model("catalogue", "Term"))


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
