from django.db import migrations

from museum.accounts.roles import ADMIN, CURATOR, grant

ON_DUTY = "值班员"
RIGHTS = [
    "visits.visit.view_visit",
    "visits.visit.count",
    "visits.visit.write",
    "visits.visit.correct",
    "visits.visit.arrange",
    "visits.tap.view_tap",
    "visits.booking.view_booking",
]


def roles(apps, schema_editor):
    grant(apps, ON_DUTY, [ADMIN, *RIGHTS])
    grant(apps, CURATOR, [*RIGHTS, "visits.visiting.change_visiting"])


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0001_initial"),
        ("accounts", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
    ]

    operations = [migrations.RunPython(roles, migrations.RunPython.noop)]
