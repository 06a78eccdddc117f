from django.db import migrations

KINDS = ["讲解", "值守", "登记", "拍照", "上门征集", "搬运", "保洁"]


def kinds(apps, schema_editor):
    Role = apps.get_model("volunteers", "Role")
    for position, name in enumerate(KINDS, start=1):
        Role.objects.create(name=name, position=position * 10)


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0001_initial")]

    operations = [migrations.RunPython(kinds, migrations.RunPython.noop)]
