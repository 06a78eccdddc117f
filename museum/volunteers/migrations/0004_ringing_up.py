from django.db import migrations

from museum.accounts.roles import COORDINATOR, CURATOR, grant


def roles(apps, schema_editor):
    """Whoever makes the rota rings volunteers up. The givers' numbers are the curator's affair."""
    for name in (CURATOR, COORDINATOR):
        grant(apps, name, ["volunteers.volunteer.ring"])
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    every = Permission.objects.filter(content_type__app_label="people", codename="see_phone")
    Group.objects.get(name=COORDINATOR).permissions.remove(*every)


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0003_hours_handed_over")]

    operations = [
        migrations.AlterModelOptions(
            name='volunteer',
            options={'base_manager_name': 'objects', 'ordering': ['number'], 'permissions': [('enrol', 'Can take volunteers on and let them go'), ('roster', 'Can make shifts and put volunteers on them'), ('ring', 'Can see the whole telephone numbers of volunteers'), ('keep_hours', 'Can write down, confirm and correct hours'), ('attend', 'Can open the tablet at the door'), ('certify', 'Can issue service statements')], 'verbose_name': 'volunteer', 'verbose_name_plural': 'volunteers'},
        ),
        migrations.RunPython(roles, migrations.RunPython.noop),
    ]
