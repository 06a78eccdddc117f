import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from museum.accounts.roles import ADMIN, grant

RIGHTS = {
    # Hours leave the museum by the coordinator's hand alone, the curator's neither.
    "志愿者召集人": ["volunteers.handover.hand_over"],
    # Whoever only serves: their own shifts on a telephone, and no register.
    "志愿者": [ADMIN],
}


def roles(apps, schema_editor):
    for name, rights in RIGHTS.items():
        grant(apps, name, rights)


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0002_kinds_of_work_and_roles'),
        ('wagtailadmin', '0006_formstate'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='idempotency key')),
                ('happened_at', models.DateTimeField(verbose_name='happened at')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written down at')),
                ('first', models.DateField(verbose_name='from')),
                ('last', models.DateField(verbose_name='until')),
                ('lines', models.PositiveIntegerField(verbose_name='lines')),
                ('volunteers', models.PositiveIntegerField(verbose_name='volunteers')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='fingerprint of the file')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written down by')),
            ],
            options={
                'verbose_name': 'file of hours handed over',
                'verbose_name_plural': 'files of hours handed over',
                'ordering': ['-happened_at', '-pk'],
                'permissions': [('hand_over', 'Can take hours out as a file for the civil affairs system')],
                'default_permissions': (),
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='a_file_of_hours_begins_before_it_ends')],
            },
        ),
        migrations.RunPython(roles, migrations.RunPython.noop),
    ]
